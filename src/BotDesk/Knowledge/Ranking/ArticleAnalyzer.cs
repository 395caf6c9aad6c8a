using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>
/// English as <see cref="EnglishAnalyzer"/> has it; in a German text each word also has its German stem, at the same position, so
/// that a question finds it whichever language the question is taken for.
/// </summary>
internal sealed class ArticleAnalyzer : Analyzer
{
    public static EnglishAnalyzer English { get; } = new();

    public static GermanAnalyzer German { get; } = new();

    public override void Analyze(ReadOnlySpan<char> text, ITokenSink sink)
    {
        if (!GermanText.Is(text))
        {
            English.Analyze(text, sink);
            return;
        }

        var whole = text.ToString();
        var german = German.Tokens(whole).ToLookup(token => (token.Start, token.Position), token => token.Term);
        var last = -1;
        foreach (var place in English.Tokens(whole).GroupBy(token => (token.Start, token.Position)))
        {
            var terms = place.Select(token => token.Term).Union(german[place.Key]);
            foreach (var term in terms)
            {
                sink.Accept(term, place.Key.Start, place.First().Length, place.Key.Position - last);
                last = place.Key.Position;
            }
        }
    }

    public override Analyzer Choose(ReadOnlySpan<char> text) => GermanText.Is(text) ? this : English;

    public override string Normalize(string text) => English.Normalize(text);
}

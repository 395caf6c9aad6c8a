using System.Text.Json;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.LanguageModels;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge.Reading;

namespace BotDesk.Knowledge.Chat;

/// <summary>A sentence of an answer.</summary>
/// <param name="Articles">Numbers of the articles that say so.</param>
internal sealed record WordedSentence(string Text, IReadOnlyList<string> Articles);

/// <summary>
/// Words an answer from found articles, where a language model is configured. What it returns is shown only when every sentence names an article that it
/// was given, speaks mostly that article's and the question's own words, and has no link, address or number that they lack.
/// </summary>
internal sealed partial class AnswerWording(KnowledgeDesk desk, Understander understander)
{
    private const int LongestQuestion = 2000;
    private const int LongestBody = 2500;
    private const int LongestAnswer = 700;
    private const int MostSentences = 6;

    /// <summary>Shorter words stand in every text.</summary>
    private const int ShortestTelling = 5;

    /// <summary>The share of a sentence's telling words that its articles or the question have.</summary>
    private const double LeastShared = 0.5;

    private const string Instruction =
        "You answer a question that an employee asked the IT service desk, from the given articles alone. Answer {\"sentences\": [{\"text\": ..., \"articles\": [...]}]}: at most four short sentences in the language whose code is given, in the second person, in the articles' own words, each with the ids of the articles that say so. No links, no greeting, nothing that the articles do not say. When they do not answer the question, the list is empty.";

    /// <returns>Empty where there is no language model, or it had nothing sound to say.</returns>
    public async Task<IReadOnlyList<WordedSentence>> WordAsync(Turn turn, string asked, IReadOnlyList<string> numbers)
    {
        if (turn.Advice is not { } advice || asked.Length > LongestQuestion)
        {
            return [];
        }

        var articles = new List<Source>();
        foreach (var number in numbers)
        {
            if (await desk.FindAsync(number, turn.Person) is { } article && ArticlePlainText.Of(article.Body) is var body && understander.LanguageOf(body)?.Language == turn.Language)
            {
                articles.Add(new Source($"A{articles.Count + 1}", number, $"{article.Title}\n{(body.Length > LongestBody ? body[..LongestBody] : body)}"));
            }
        }

        // An article in another language than the person's could not be held against the answer.
        if (articles.Count == 0)
        {
            return [];
        }

        var answer = advice.Ask(new ModelQuestion(Instruction, new { language = turn.Language.Code, question = asked, articles = articles.Select(article => new { id = article.Id, text = article.Text }) }));
        return Read(answer, asked, articles, turn.Language);
    }

    /// <returns>The whole answer, or nothing: an answer of which a part is not sound is not shown.</returns>
    internal IReadOnlyList<WordedSentence> Read(string? answer, string asked, IReadOnlyList<Source> articles, Language language)
    {
        if (ModelJson.Parse(answer) is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty("sentences", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostSentences)
        {
            return [];
        }

        var sentences = new List<WordedSentence>();
        foreach (var each in list.EnumerateArray())
        {
            if (!ModelJson.TryText(each, "text", out var text) || Cited(each, articles) is not { Count: > 0 } cited || !IsOf(text, $"{asked}\n{string.Join('\n', cited.Select(article => article.Text))}"))
            {
                return [];
            }

            sentences.Add(new WordedSentence(text, [.. cited.Select(article => article.Number)]));
        }

        var whole = string.Join(' ', sentences.Select(sentence => sentence.Text));
        return whole.Length <= LongestAnswer && (understander.LanguageOf(whole)?.Language ?? language) == language ? sentences : [];
    }

    /// <summary>Null when one of them was not given.</summary>
    private static List<Source>? Cited(JsonElement sentence, IReadOnlyList<Source> articles)
    {
        if (!sentence.TryGetProperty("articles", out var ids) || ids.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var cited = new List<Source>();
        foreach (var id in ids.EnumerateArray())
        {
            if (id.ValueKind != JsonValueKind.String || articles.FirstOrDefault(article => article.Id == id.GetString()) is not { } article)
            {
                return null;
            }

            cited.Add(article);
        }

        return [.. cited.Distinct()];
    }

    /// <summary>Whether a sentence says only what its sources have: nothing that could be followed, called or typed in, and mostly their words.</summary>
    private static bool IsOf(string sentence, string sources)
    {
        if (sentence.Any(char.IsControl) || Followed().Matches(sentence).Any(named => !Within(sources, named.Value.TrimEnd('.', ',', ')', '!', '?', ':'))))
        {
            return false;
        }

        var known = Words(sources).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var telling = Words(sentence).Where(word => word.Length >= ShortestTelling).ToList();
        return telling.Count == 0 || telling.Count(known.Contains) >= LeastShared * telling.Count;
    }

    /// <summary>Whether it stands there whole: "evil.example" is not in "not-evil.example".</summary>
    private static bool Within(string sources, string named)
    {
        for (var at = sources.IndexOf(named, StringComparison.OrdinalIgnoreCase); at >= 0; at = sources.IndexOf(named, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !IsPart(sources[at - 1])) && (at + named.Length == sources.Length || !char.IsLetterOrDigit(sources[at + named.Length])))
            {
                return true;
            }
        }

        return false;

        static bool IsPart(char character) => char.IsLetterOrDigit(character) || character is '-' or '.' or '@' or '/';
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(word => word.Value);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    // Links with and without a scheme, addresses, network paths, and every number of two digits or more.
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*:\S+|\S+@\S+|\\\\\S+|\b(?:[\p{L}\d-]+\.)+\p{L}{2,}(?:/\S*)?|\d{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Followed();

    /// <summary>An article as the model gets it.</summary>
    /// <param name="Id">What it cites it by.</param>
    internal sealed record Source(string Id, string Number, string Text);
}

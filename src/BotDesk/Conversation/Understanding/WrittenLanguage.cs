using System.Buffers;
using System.Collections.Frozen;

namespace BotDesk.Conversation.Understanding;

/// <summary>In which language a message is written, by which words the phrase files of each language have. Silent where that says little: "ok", "INC42", "VPN".</summary>
internal sealed class WrittenLanguage
{
    /// <summary>So much must speak for a language: a word that the other one never has, or two that it rarely has.</summary>
    private const float Enough = 1.8f;
    private const float Umlaut = 2.5f;
    private const float Most = 2.5f;

    private static readonly SearchValues<char> Umlauts = SearchValues.Create("äöüßÄÖÜ");

    // How much a word speaks for German; for English where it is negative.
    private readonly FrozenDictionary<string, float> _words;

    private WrittenLanguage(FrozenDictionary<string, float> words) => _words = words;

    public static WrittenLanguage Learn(IEnumerable<PhraseFile> files)
    {
        var counts = new Dictionary<string, (int English, int German)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (Language.Of(file.Language) is not { } language)
            {
                continue;
            }

            foreach (var token in file.Written.SelectMany(line => Tokens.Of(line)).Where(token => !token.IsSign))
            {
                var (english, german) = counts.GetValueOrDefault(token.Word);
                counts[token.Word] = language == Language.German ? (english, german + 1) : (english + 1, german);
            }
        }

        return new WrittenLanguage(counts.Select(word => KeyValuePair.Create(word.Key, Weight(word.Value.English, word.Value.German)))
            .Where(word => MathF.Abs(word.Value) > 0.5f).ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <returns>Null when it cannot be told.</returns>
    public Written? Of(string text, List<Token> tokens)
    {
        var german = text.AsSpan().ContainsAny(Umlauts) ? Umlaut : 0;
        var (forGerman, forEnglish) = (german > 0 ? 1 : 0, 0);
        foreach (var token in tokens.Where(token => !token.IsSign))
        {
            var weight = _words.GetValueOrDefault(token.Word);
            german += weight;
            forGerman += weight > 0 ? 1 : 0;
            forEnglish += weight < 0 ? 1 : 0;
        }

        return german >= Enough ? new Written(Language.German, forGerman > 1)
            : german <= -Enough ? new Written(Language.English, forEnglish > 1)
            : null;
    }

    private static float Weight(int english, int german) => Math.Clamp(MathF.Log((german + 0.15f) / (english + 0.15f)), -Most, Most);
}

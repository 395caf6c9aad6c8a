namespace BotDesk.Conversation.Understanding;

/// <summary>Finds the service a message is about: the longest keyword wins, then the one named first. Long words may have one typing error.</summary>
internal sealed class ServiceMentions
{
    private const int ShortestWithTypo = 6;
    private const int LongestPhrase = 5;
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _typos = new(StringComparer.Ordinal);

    public ServiceMentions(IReadOnlyList<ServiceName> services)
    {
        foreach (var service in services)
        {
            foreach (var phrase in service.Keywords.Prepend(service.Name))
            {
                Add(string.Join(' ', Words(Tokens.Of(MessageText.Clean(phrase)))), service.Key);
            }
        }
    }

    public string? Find(List<Token> tokens)
    {
        if (_keys.Count == 0)
        {
            return null;
        }

        var words = Words(tokens);
        for (var length = Math.Min(LongestPhrase, words.Count); length >= 1; length--)
        {
            for (var start = 0; start + length <= words.Count; start++)
            {
                if (_keys.TryGetValue(string.Join(' ', words.GetRange(start, length)), out var key))
                {
                    return key;
                }
            }
        }

        return words.Select(OfTypo).FirstOrDefault(key => key is not null);
    }

    private static List<string> Words(List<Token> tokens) => [.. tokens.Where(token => token.IsWord).Select(token => token.Word)];

    private void Add(string phrase, string key)
    {
        if (phrase.Length == 0)
        {
            return;
        }

        _keys.TryAdd(phrase, key);
        for (var gap = 0; gap < phrase.Length && phrase.Length >= ShortestWithTypo && !phrase.Contains(' '); gap++)
        {
            _typos.TryAdd(phrase.Remove(gap, 1), key);
        }
    }

    private string? OfTypo(string word)
    {
        if (word.Length < ShortestWithTypo - 1)
        {
            return null;
        }

        if (_typos.TryGetValue(word, out var key))
        {
            return key;
        }

        for (var gap = 0; gap < word.Length && word.Length >= ShortestWithTypo && word.Length <= 40; gap++)
        {
            var shorter = word.Remove(gap, 1);
            if ((shorter.Length >= ShortestWithTypo && _keys.TryGetValue(shorter, out key)) || _typos.TryGetValue(shorter, out key))
            {
                return key;
            }
        }

        return null;
    }
}

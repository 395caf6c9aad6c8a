using System.Text;
using BotDesk.Search.Analysis;

namespace BotDesk.Search.Indexing;

/// <summary>The documents that were added since the last segment was written. Used by one thread at a time.</summary>
internal sealed class DocumentBuffer
{
    private readonly IndexSchema _schema;
    private readonly FieldBuffer[] _fields;
    private readonly List<byte[]>[] _texts;
    private readonly List<string?> _keys = [];
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);

    public DocumentBuffer(IndexSchema schema)
    {
        _schema = schema;
        _fields = [.. schema.Fields.Select(type => new FieldBuffer(type))];
        _texts = [.. schema.Fields.Select(_ => new List<byte[]>())];
    }

    public int Count => _byKey.Count;

    public long Tokens => _fields.Sum(buffer => (long)buffer.Tokens);

    public void Add(Document document)
    {
        Delete(document.Key);
        _byKey.Add(document.Key, _keys.Count);
        _keys.Add(document.Key);
        foreach (var field in _fields)
        {
            field.BeginDocument();
        }

        for (var number = 0; number < _fields.Length; number++)
        {
            var type = _fields[number].Type;
            if (type.CopyOf is not null)
            {
                continue;
            }

            var text = document.Fields.GetValueOrDefault(type.Name) ?? "";
            _texts[number].Add(Encoding.UTF8.GetBytes(text));
            foreach (var group in _fields.Where(field => field.Type == type || field.Type.CopyOf == type.Name)
                .GroupBy(field => document.Analyzers?.GetValueOrDefault(field.Type.Name) ?? field.Type.Analyzer))
            {
                // A field and its copies that agree on the analyzer are analysed once.
                FieldBuffer[] members = [.. group];
                group.Key.Analyze(text, members.Length == 1 ? members[0] : new Tee(members));
            }
        }

        foreach (var field in _fields)
        {
            field.EndDocument();
        }
    }

    public bool Delete(string key)
    {
        if (!_byKey.Remove(key, out var doc))
        {
            return false;
        }

        _keys[doc] = null;
        return true;
    }

    public Segment Flush()
    {
        var numbers = new int[_keys.Count];
        var count = 0;
        for (var doc = 0; doc < numbers.Length; doc++)
        {
            numbers[doc] = _keys[doc] is null ? -1 : count++;
        }

        var fields = new FieldSegment[_fields.Length];
        var texts = new StoredTexts[_fields.Length];
        for (var number = 0; number < fields.Length; number++)
        {
            fields[number] = _fields[number].Flush(numbers, count);
            texts[number] = _schema.Fields[number].CopyOf is null
                ? Store(_texts[number].Where((_, doc) => numbers[doc] >= 0))
                : StoredTexts.None;
        }

        return new Segment([.. _keys.OfType<string>()], fields, texts);
    }

    private static StoredTexts Store(IEnumerable<byte[]> texts)
    {
        byte[][] all = [.. texts];
        var starts = new int[all.Length + 1];
        for (var i = 0; i < all.Length; i++)
        {
            starts[i + 1] = starts[i] + all[i].Length;
        }

        var bytes = new byte[starts[^1]];
        for (var i = 0; i < all.Length; i++)
        {
            all[i].CopyTo(bytes, starts[i]);
        }

        return new StoredTexts(starts, bytes);
    }

    private sealed class Tee(FieldBuffer[] sinks) : ITokenSink
    {
        public void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement)
        {
            foreach (var sink in sinks)
            {
                sink.Accept(term, start, length, positionIncrement);
            }
        }
    }
}

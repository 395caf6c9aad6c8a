using System.Text.Json;
using BotDesk.Cards;

namespace BotDesk.Knowledge.Reading;

/// <summary>Divides an article among cards, because Teams refuses a message of 28 KB and people do not read one either.</summary>
internal static class ArticleParts
{
    /// <summary>What the blocks of one part may weigh in bytes; 3 KB of the 20 are left for the title and the buttons.</summary>
    private const int PartBytes = 17 * 1024;

    /// <summary>A longer block is divided, so that no single one outweighs a part.</summary>
    private const int BlockBytes = 8 * 1024;

    /// <summary>A longer run is divided. At worst each of its characters is written as six bytes.</summary>
    private const int RunCharacters = 1200;

    // What cards/knowledge/article.json adds around an item, another block, a run and a link, at most.
    private const int ItemOverhead = 360;
    private const int BlockOverhead = 160;
    private const int RunOverhead = 115;
    private const int LinkOverhead = 40;

    public static IReadOnlyList<IReadOnlyList<ArticleBlock>> Split(IEnumerable<ArticleBlock> blocks)
    {
        var parts = new List<IReadOnlyList<ArticleBlock>>();
        var part = new List<ArticleBlock>();
        var weight = 0;
        foreach (var block in blocks.SelectMany(Divide))
        {
            var blockWeight = Weigh(block);
            if (part.Count > 0 && weight + blockWeight > PartBytes)
            {
                // A heading goes with what it is the heading of.
                var follows = part.Count > 1 && part[^1].Kind == ArticleBlockKind.Heading && Weigh(part[^1]) + blockWeight <= PartBytes;
                var keep = follows ? part.Count - 1 : part.Count;
                parts.Add([.. part.Take(keep)]);
                part = [.. part.Skip(keep)];
                weight = part.Sum(Weigh);
            }

            part.Add(block);
            weight += blockWeight;
        }

        return [.. parts, part];
    }

    private static IEnumerable<ArticleBlock> Divide(ArticleBlock block)
    {
        var runs = new List<ArticleRun>();
        var weight = 0;
        foreach (var run in block.Runs.SelectMany(Divide))
        {
            var runWeight = Weigh(run);
            if (runs.Count > 0 && weight + runWeight > BlockBytes)
            {
                yield return block with { Runs = [.. runs] };
                runs.Clear();
                (weight, block) = (0, block with { Marker = "" });
            }

            runs.Add(run);
            weight += runWeight;
        }

        yield return block with { Runs = runs };
    }

    private static IEnumerable<ArticleRun> Divide(ArticleRun run)
    {
        var rest = run.Text.AsMemory();
        while (rest.Length > RunCharacters)
        {
            // Between words where there are any, and never inside of a character.
            var space = rest.Span[..RunCharacters].LastIndexOfAny(' ', '\n');
            var cut = space > RunCharacters / 2 ? space + 1 : char.IsHighSurrogate(rest.Span[RunCharacters - 1]) ? RunCharacters - 1 : RunCharacters;
            yield return run with { Text = rest[..cut].ToString() };
            rest = rest[cut..];
        }

        yield return run with { Text = rest.ToString() };
    }

    private static int Weigh(ArticleBlock block) => (block.Kind == ArticleBlockKind.Item ? ItemOverhead : BlockOverhead) + block.Runs.Sum(Weigh);

    private static int Weigh(ArticleRun run) => RunOverhead + WrittenBytes(run.Text) + (run.Url is null ? 0 : LinkOverhead + WrittenBytes(run.Url));

    private static int WrittenBytes(string text) => JsonEncodedText.Encode(text, CardJson.Encoder).EncodedUtf8Bytes.Length;
}

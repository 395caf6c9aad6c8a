using System.Globalization;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace BotDesk.Knowledge.Reading;

/// <summary>
/// An article's Markdown as blocks that a card can show. HTML is not interpreted but shown as typed, a picture is its description, and a
/// table becomes one line per row, because it would not fit beside a chat.
/// </summary>
public static class ArticleBlocks
{
    private const int DeepestIndent = 4;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    /// <summary>The whole article, in order.</summary>
    public static IReadOnlyList<ArticleBlock> Read(string markdown)
    {
        var blocks = new List<ArticleBlock>();
        try
        {
            Add(Markdown.Parse(markdown, Pipeline), 0, blocks);
        }
        catch (ArgumentException)
        {
            // Markdig refuses what is nested deeper than 128 times. Nobody wrote that by hand; it is still readable as it stands.
            blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, 0, "", [new ArticleRun(markdown)])];
        }

        return blocks;
    }

    /// <summary>The article in parts, each of which fits into one card (under 20 KB); always at least one part.</summary>
    public static IReadOnlyList<IReadOnlyList<ArticleBlock>> ReadParts(string markdown) => ArticleParts.Split(Read(markdown));

    private static void Add(ContainerBlock container, int indent, List<ArticleBlock> blocks)
    {
        foreach (var block in container)
        {
            Add(block, ArticleBlockKind.Paragraph, indent, "", blocks);
        }
    }

    private static void Add(Block block, ArticleBlockKind kind, int indent, string marker, List<ArticleBlock> blocks)
    {
        switch (block)
        {
            case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                break;
            case HeadingBlock heading:
                AddRuns(ArticleBlockKind.Heading, 0, "", ArticleInlines.Read(heading.Inline), blocks);
                break;
            case CodeBlock code:
                AddRuns(ArticleBlockKind.Code, indent, "", [new ArticleRun(code.Lines.ToString().TrimEnd('\n'), Code: true)], blocks);
                break;
            case Table table:
                AddRows(table, indent, blocks);
                break;
            case ListBlock list:
                AddItems(list, indent, blocks);
                break;
            case QuoteBlock quote:
                AddQuote(quote, kind, indent, marker, blocks);
                break;
            case LeafBlock { Inline: { } inline }:
                AddRuns(kind, indent, marker, ArticleInlines.Read(inline), blocks);
                break;
            case ContainerBlock container:
                Add(container, indent, blocks);
                break;
        }
    }

    private static void AddItems(ListBlock list, int indent, List<ArticleBlock> blocks)
    {
        _ = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var marker = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}.") : "•";
            foreach (var block in item)
            {
                // A list directly inside of an item without words of its own still shows the item.
                if (marker.Length > 0 && block is not ParagraphBlock)
                {
                    blocks.Add(new ArticleBlock(ArticleBlockKind.Item, indent, marker, [new ArticleRun(" ")]));
                    marker = "";
                }

                Add(block, ArticleBlockKind.Item, block is ListBlock ? Math.Min(indent + 1, DeepestIndent) : indent, marker, blocks);
                marker = "";
            }
        }
    }

    private static void AddQuote(QuoteBlock quote, ArticleBlockKind kind, int indent, string marker, List<ArticleBlock> blocks)
    {
        var from = blocks.Count;
        foreach (var block in quote)
        {
            Add(block, kind, indent, marker, blocks);
        }

        for (var i = from; i < blocks.Count; i++)
        {
            if (blocks[i].Kind is ArticleBlockKind.Paragraph or ArticleBlockKind.Item)
            {
                blocks[i] = blocks[i] with { Runs = [.. blocks[i].Runs.Select(run => run with { Italic = true })] };
            }
        }
    }

    /// <summary>"• <b>Port:</b> 443; <b>Use:</b> web" for each row below the heading.</summary>
    private static void AddRows(Table table, int indent, List<ArticleBlock> blocks)
    {
        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(ReadCell).ToArray()).ToArray();
        var header = table.OfType<TableRow>().FirstOrDefault() is { IsHeader: true } ? rows[0] : [];
        foreach (var row in rows.Skip(header.Length > 0 ? 1 : 0))
        {
            var runs = new ArticleRunsBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column].Count == 0)
                {
                    continue;
                }

                runs.Append(runs.IsEmpty ? "" : "; ", new ArticleRun(""));
                if (column < header.Length && header[column].Count > 0)
                {
                    runs.Append(header[column], bold: true);
                    runs.Append(": ", new ArticleRun("", Bold: true));
                }

                runs.Append(row[column]);
            }

            AddRuns(ArticleBlockKind.Item, indent, "•", runs.Build(), blocks);
        }
    }

    private static List<ArticleRun> ReadCell(TableCell cell) =>
        [.. cell.OfType<LeafBlock>().SelectMany(leaf => ArticleInlines.Read(leaf.Inline))];

    private static void AddRuns(ArticleBlockKind kind, int indent, string marker, IReadOnlyList<ArticleRun> runs, List<ArticleBlock> blocks)
    {
        if (runs.Count > 0)
        {
            blocks.Add(new ArticleBlock(kind, indent, marker, runs));
        }
    }
}

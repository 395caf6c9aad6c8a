using System.Text.Json.Serialization;

namespace BotDesk.Knowledge.Reading;

/// <summary>A piece of an article as a card shows it, one below the other.</summary>
/// <param name="Indent">How deep it stands inside of lists, from 0.</param>
/// <param name="Marker">What stands before an item ("3.", "•"); empty for its further paragraphs, and for other kinds.</param>
public sealed record ArticleBlock(ArticleBlockKind Kind, int Indent, string Marker, IReadOnlyList<ArticleRun> Runs);

/// <summary>Text of one look.</summary>
/// <param name="Url">Where it leads: https or mailto, else null.</param>
public sealed record ArticleRun(string Text, bool Bold = false, bool Italic = false, bool Code = false, string? Url = null);

[JsonConverter(typeof(JsonStringEnumConverter<ArticleBlockKind>))]
public enum ArticleBlockKind
{
    [JsonStringEnumMemberName("heading")]
    Heading,

    [JsonStringEnumMemberName("paragraph")]
    Paragraph,

    [JsonStringEnumMemberName("item")]
    Item,

    [JsonStringEnumMemberName("code")]
    Code,
}

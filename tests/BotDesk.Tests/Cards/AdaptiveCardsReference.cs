using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Cards;

/// <summary>The npm packages adaptivecards-templating and adaptivecards, which say what is right.</summary>
internal static class AdaptiveCardsReference
{
    /// <summary>Expands every template with its data, and parses what came out, in one process.</summary>
    public static async Task<IReadOnlyList<ReferenceResult>> ExpandAsync(IEnumerable<(JsonNode? Template, JsonNode? Data)> cases)
    {
        var output = await NodeScript.RunAsync("Cards/adaptive-cards-reference.cjs", new { cases = cases.Select(each => new { template = each.Template, data = each.Data }) });
        return output.GetProperty("results").Deserialize<List<ReferenceResult>>(JsonSerializerOptions.Web)!;
    }
}

/// <param name="Card">What the template became; null when it became nothing or failed.</param>
/// <param name="Error">Why the expansion failed; null when it did not.</param>
/// <param name="Events">What the card's parser and validator complained about.</param>
internal sealed record ReferenceResult(JsonNode? Card, string? Error, IReadOnlyList<string>? Events)
{
    public IReadOnlyList<string> Events { get; } = Events ?? [];
}

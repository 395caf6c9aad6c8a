using System.Text.Json;

namespace BotDesk.Tests;

/// <summary>What came back for something said or clicked.</summary>
/// <param name="Texts">Plain words, in order; those in the response of a click first.</param>
/// <param name="Cards">Cards, in order.</param>
/// <param name="Replacement">What took the place of the card on which was clicked.</param>
internal sealed record Reply(IReadOnlyList<string> Texts, IReadOnlyList<ShownCard> Cards, ShownCard? Replacement = null)
{
    /// <summary>All words, outside of cards.</summary>
    public string Text => string.Join('\n', Texts);

    /// <summary>Everything that can be read, on cards too.</summary>
    public string Everything => string.Join('\n', Texts.Concat(Cards.Append(Replacement).OfType<ShownCard>().Select(card => card.Text)));

    /// <summary>The one card of this template.</summary>
    public ShownCard Card(string template) =>
        Cards.SingleOrDefault(card => card.Template == template)
        ?? throw new InvalidOperationException($"No card {template} came, but: {string.Join(", ", Cards.Select(card => card.Template))} {Text}");

    public static Reply Of(IEnumerable<Arrival> arrivals)
    {
        var all = arrivals.ToList();
        return new([.. all.Select(arrival => arrival.Text).OfType<string>()], [.. all.Select(arrival => arrival.Card).OfType<ShownCard>()]);
    }

    /// <summary>The response of an <c>adaptiveCard/action</c>, and what else was said.</summary>
    public static Reply OfClick(JsonElement response, Reply others)
    {
        var (type, value) = (response.GetProperty("type").GetString(), response.GetProperty("value"));
        return type switch
        {
            "application/vnd.microsoft.card.adaptive" => others with { Replacement = new ShownCard("", value, "") },
            "application/vnd.microsoft.activity.message" when value.GetString() is var text && text is not ("Done." or "See below.") => others with { Texts = [text!, .. others.Texts] },
            "application/vnd.microsoft.error" => others with { Texts = [value.GetProperty("message").GetString()!, .. others.Texts] },
            _ => others,
        };
    }
}

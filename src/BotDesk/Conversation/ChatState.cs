using System.Text.Json.Serialization;

namespace BotDesk.Conversation;

/// <summary>What a conversation is about just now. Kept with it in the database, so that it goes on after a restart.</summary>
public sealed record ChatState
{
    /// <summary>What the person last described in free text: a form that opens is filled in from it.</summary>
    public string? Said { get; init; }

    /// <summary>Articles that were offered and not yet judged.</summary>
    public OfferedArticles? Offered { get; init; }

    /// <summary>A form that is open.</summary>
    public Draft? Draft { get; init; }

    /// <summary>The ticket that was last talked about.</summary>
    public string? Ticket { get; init; }

    /// <summary>A question the bot asked whose answer is the next message.</summary>
    public Awaited? Awaiting { get; init; }

    [JsonIgnore]
    public bool IsEmpty => this == Nothing;

    private static readonly ChatState Nothing = new();
}

/// <param name="Offer">Number of the stored offer.</param>
/// <param name="Articles">Numbers, in the order they were shown.</param>
public sealed record OfferedArticles(long Offer, IReadOnlyList<string> Articles);

/// <summary>A form being filled in: field values by field id, as the form's card names them.</summary>
/// <param name="Form">The card's path, such as <c>incidents/form</c>.</param>
/// <param name="Nonce">That of the last rendering.</param>
/// <param name="About">What had been said when it was opened: once something else was described, "yes" no longer means this form.</param>
public sealed record Draft(string Form, IReadOnlyDictionary<string, string> Fields, string Nonce, string? About = null);

/// <summary>What the next message answers.</summary>
/// <param name="Question">Such as <c>tickets.reopen</c>.</param>
/// <param name="Ticket">What it is about.</param>
public sealed record Awaited(string Question, string? Ticket);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatState))]
internal sealed partial class ChatJson : JsonSerializerContext;

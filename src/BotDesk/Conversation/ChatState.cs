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

    /// <summary>Forms that gave way to the open one, the last at the end: they can be returned to.</summary>
    public IReadOnlyList<Draft>? Left { get; init; }

    /// <summary>What was said in one message beside what was taken up, each as its button says it.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>What the last form that was sent became.</summary>
    public string? Sent { get; init; }

    /// <summary>Ids of files that were sent and wait for the ticket they belong to; null when none do.</summary>
    public IReadOnlyList<string>? Held { get; init; }

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
public sealed record Draft(string Form, IReadOnlyDictionary<string, string> Fields, string Nonce, string? About = null)
{
    /// <summary>Tells this form from others however often it is shown again: the nonce of its first rendering.</summary>
    public string? Key { get; init; }

    /// <summary>The field that is asked for in words just now, <see cref="Summed"/> once all was asked; null while the card alone stands.</summary>
    public string? Asking { get; init; }

    /// <summary>Fields that were skipped, so that they are not asked again.</summary>
    public IReadOnlyList<string>? Skipped { get; init; }

    /// <summary>What was answered and corrected in words, in order, to go back.</summary>
    public IReadOnlyList<FormStep>? Steps { get; init; }

    /// <summary>What the card still shows of the fields that were answered in words since: sent back unchanged, it was not typed.</summary>
    public IReadOnlyDictionary<string, string>? OnCard { get; init; }

    /// <summary>Nonces of the cards that showed it before.</summary>
    public IReadOnlyList<string>? Former { get; init; }

    /// <summary>Whether something else has been talked about since.</summary>
    public bool IsAside { get; init; }

    /// <summary>All was asked, and is shown before it is sent.</summary>
    public const string Summed = "";
}

/// <summary>How a form was before something was said to it.</summary>
/// <param name="Form">The card's path: another kind of form may have been meant first.</param>
/// <param name="Was">The values that changed.</param>
/// <param name="Asking">What was asked then.</param>
/// <param name="Skipped">The field that was skipped.</param>
public sealed record FormStep(string Form, IReadOnlyDictionary<string, string> Was, string? Asking, string? Skipped = null);

/// <summary>What the next message answers.</summary>
/// <param name="Question">Such as <c>tickets.reopen</c>.</param>
/// <param name="Ticket">What it is about.</param>
public sealed record Awaited(string Question, string? Ticket)
{
    /// <summary>The question whether to open a ticket with what was said, because nothing else helped.</summary>
    public const string WhetherToFile = "conversation.whetherToFile";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ChatState))]
[JsonSerializable(typeof(GroupState))]
internal sealed partial class ChatJson : JsonSerializerContext;

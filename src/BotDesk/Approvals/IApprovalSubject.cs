using BotDesk.People;

namespace BotDesk.Approvals;

/// <summary>A fact that somebody needs in order to decide.</summary>
/// <param name="Label">Our own words: "Why".</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Color">A card's colour, for what must not be missed; <c>default</c> otherwise.</param>
public sealed record ApprovalFact(Phrase Label, Phrase Text, string Color = "default");

/// <summary>What is asked about.</summary>
/// <param name="Kind">What it is called: "Change".</param>
/// <param name="Facts">Everything needed to decide without opening anything else, the most telling first.</param>
public sealed record ApprovalTopic(Phrase Kind, string Title, IReadOnlyList<ApprovalFact> Facts);

/// <summary>
/// A practice whose things need approval; registered by <see cref="Approval.Kind"/>, which is also the kind of the subject card
/// (<see cref="Conversation.CardSubject"/>) on which the requester follows it and answers questions.
/// </summary>
public interface IApprovalSubject
{
    /// <param name="reader">In whose time zone times are told.</param>
    Task<ApprovalTopic> DescribeAsync(string subject, Person reader);

    /// <summary>Somebody decided, asked, answered or passed it on; for the thing's own history.</summary>
    /// <param name="who">Null for the desk itself.</param>
    /// <param name="what">In words that follow the person's name: "approved it".</param>
    Task HappenedAsync(string subject, Person? who, Phrase what, string? text);

    /// <summary>It was approved, rejected or withdrawn.</summary>
    Task EndedAsync(Approval approval);
}

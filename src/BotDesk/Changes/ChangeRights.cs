using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>Who may do what with a change, from the person alone.</summary>
internal static class ChangeRights
{
    /// <summary>Whoever answers for one of its services.</summary>
    public static bool IsOwner(Change change, Person person, DeskPolicy policy) => change.Services.Any(key => policy.FindService(key)?.Owner == person.Handle);

    /// <summary>Its requester, who does it, who answers for the service, who was ever asked whether it may be done, and who works at the desk.</summary>
    public static bool MaySee(Change change, Person person, DeskPolicy policy, bool wasAsked) => person.MaySeeConsole || wasAsked || MayPlan(change, person, policy);

    /// <summary>Its requester, its implementer, and who answers for the service.</summary>
    public static bool MayPlan(Change change, Person person, DeskPolicy policy) =>
        change.RequesterId == person.Id || change.ImplementerId == person.Id || IsOwner(change, person, policy);

    /// <summary>Its requester, and who answers for the service.</summary>
    public static bool MayCancel(Change change, Person person, DeskPolicy policy) => change.RequesterId == person.Id || IsOwner(change, person, policy);

    /// <summary>Its implementer, who answers for the service, and the agents of the service's group.</summary>
    public static bool MayDo(Change change, Person person, DeskPolicy policy) =>
        change.ImplementerId == person.Id || IsOwner(change, person, policy)
        || (person.IsAgent && policy.FindService(change.Service)?.Group is { } group && policy.GroupsOf(person.Handle).Contains(group));

    /// <summary>Where it has to be looked at again, who answers for the service, or a manager, but nobody who did it themselves unless they answer for it; otherwise also whoever does it.</summary>
    public static bool MayReview(Change change, Person person, DeskPolicy policy) =>
        IsOwner(change, person, policy) || (person.Roles.HasFlag(Roles.Manager) && change.ImplementerId != person.Id)
        || (change.ReviewReason is null && (change.RequesterId == person.Id || MayDo(change, person, policy)));
}

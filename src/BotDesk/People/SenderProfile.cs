namespace BotDesk.People;

/// <summary>What a channel knows of an account.</summary>
/// <param name="Name">As people see it; null where the channel has none.</param>
/// <param name="Address">An e-mail address that the channel vouches for; null where it only repeats what somebody typed.</param>
/// <param name="Locale">BCP 47 tag that the channel shows itself to them in; null where it does not say.</param>
public sealed record SenderProfile(string? Name, string? Address, string? Locale = null);

using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>What a channel says about the bot being put into a conversation and taken out of it (Teams, "Installation update event").</summary>
internal static class Installation
{
    /// <summary>The bot was taken out: until it is put in again or somebody writes, nothing can be said. An upgrade (<c>remove-upgrade</c>) is no end.</summary>
    public static bool Ends(Activity activity) => activity.Type switch
    {
        ActivityTypes.InstallationUpdate => activity.Action == "remove",
        ActivityTypes.ConversationUpdate => activity.Recipient?.Id is { } bot && activity.MembersRemoved?.Any(member => member.Id == bot) == true,
        _ => false,
    };
}

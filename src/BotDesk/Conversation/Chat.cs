using System.Text.Json;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Conversation;

/// <summary>A conversation that the bot takes part in, in one channel: where to say something, and what is being talked about.</summary>
public sealed class Chat
{
    /// <summary><see cref="ConversationKey"/>.</summary>
    public required string Key { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>The channel's own id, verbatim.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Where replies go; only ever one that the channel's token vouched for, refreshed at every turn.</summary>
    public required string ServiceUrl { get; set; }

    public required string BotId { get; set; }

    public string? BotName { get; set; }

    /// <summary>The channel's id of the person in a personal conversation.</summary>
    public string? UserId { get; set; }

    public string? TenantId { get; set; }

    public string? Locale { get; set; }

    public bool IsGroup { get; set; }

    /// <summary>The one person of a personal conversation.</summary>
    public long? PersonId { get; set; }

    /// <summary>When somebody last wrote here: news go where the person was last.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When the bot introduced itself; null when it has not.</summary>
    public DateTimeOffset? WelcomedAt { get; set; }

    /// <summary>When the bot was removed from it; null while it can be spoken in.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary><see cref="ChatState"/> as JSON; of a group <see cref="GroupState"/>.</summary>
    public string? State { get; set; }

    /// <summary>What it is about for this person.</summary>
    public ChatState ReadState(Person person) => IsGroup ? ReadGroup().Of(person.Id)
        : State is null ? new ChatState() : JsonSerializer.Deserialize(State, ChatJson.Default.ChatState) ?? new ChatState();

    public void WriteState(Person person, ChatState state) => State =
        IsGroup ? JsonSerializer.Serialize(ReadGroup().With(person.Id, state), ChatJson.Default.GroupState)
        : state.IsEmpty ? null : JsonSerializer.Serialize(state, ChatJson.Default.ChatState);

    /// <summary>What was kept before each had their own counts for nobody.</summary>
    private GroupState ReadGroup() => State is null || JsonSerializer.Deserialize(State, ChatJson.Default.GroupState) is not { People: not null, Order.IsDefault: false } group ? GroupState.Nothing : group;

    internal void Refresh(Activity activity, Person person, DateTimeOffset now)
    {
        ServiceUrl = activity.ServiceUrl ?? ServiceUrl;
        BotId = activity.Recipient?.Id ?? BotId;
        BotName = activity.Recipient?.Name ?? BotName;
        Locale = activity.Locale ?? Locale;
        LeftAt = Installation.Ends(activity) ? now : null;
        SeenAt = LeftAt is null ? now : SeenAt;
        if (!IsGroup)
        {
            (UserId, PersonId) = (activity.From?.Id, person.Id);
        }
    }
}

internal sealed class ChatConfiguration : IEntityTypeConfiguration<Chat>
{
    public void Configure(EntityTypeBuilder<Chat> builder)
    {
        builder.ToTable("chats");
        builder.HasKey(chat => chat.Key);
        builder.HasIndex(chat => new { chat.PersonId, chat.SeenAt });
    }
}

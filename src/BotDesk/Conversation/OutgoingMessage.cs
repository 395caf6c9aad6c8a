using System.Text.Json;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>A rendered card, before its channel adapts it.</summary>
/// <param name="Path">Of its template below <c>cards/</c>: it becomes the attachment's name.</param>
/// <param name="Json">UTF-8.</param>
/// <param name="Nonce">Carried by its buttons; by it a click finds the card.</param>
/// <param name="Subject">What it keeps telling the state of, wherever it was shown; null for a card that says how things were.</param>
public sealed record RenderedCard(string Path, byte[] Json, string Nonce, CardSubject? Subject = null)
{
    /// <summary>What it is written in, for what a channel adds to it.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Who sees more of the subject than this card shows to a group; null where it is somebody's own already.</summary>
    public OwnViews? OwnViews { get; init; }
}

/// <summary>Those who, in a group, see a card of their own in the place of the one for everybody.</summary>
/// <param name="Accounts">Their ids in the channel of the conversation, those first for whom it matters most.</param>
/// <param name="IsComplete">Whether that is all of them: somebody who has never written in the channel has no account that is known.</param>
public sealed record OwnViews(IReadOnlyList<string> Accounts, bool IsComplete);

/// <summary>Something to say, before its channel gives it a shape: words or a card.</summary>
/// <param name="Text">Plain text, shown as it is; null beside a card.</param>
/// <param name="ReplyToId">The activity that is answered.</param>
/// <param name="Picture">Shown beside the words.</param>
/// <param name="Event">Told to the channel itself, instead of words and cards.</param>
/// <param name="Topic">What it is about: see <see cref="OutboxRow.Topic"/>.</param>
public sealed record OutgoingMessage(string? Text, RenderedCard? Card, string? ReplyToId = null, OutgoingPicture? Picture = null, OutgoingEvent? Event = null, string? Topic = null);

/// <summary>A picture to show, as the desk keeps it.</summary>
/// <param name="Path">Where it can be seen, below the desk's address, by whoever has the whole path.</param>
public sealed record OutgoingPicture(string Name, string ContentType, string Path, byte[] Bytes);

/// <summary>An event for the channel, which people do not see.</summary>
/// <param name="Value">As JSON.</param>
/// <param name="AttachmentName">Of the JSON that goes with it.</param>
public sealed record OutgoingEvent(string Name, object Value, string AttachmentName, object Attachment);

/// <summary>What people call a channel.</summary>
/// <param name="Id">Of the channel that they mean.</param>
/// <param name="Name">As it is told them: "Teams", "the web chat".</param>
/// <param name="Spoken">What they say for it, in lower case.</param>
public sealed record ChannelName(string Id, Phrase Name, IReadOnlyList<string> Spoken);

/// <summary>A channel's side of what goes out: shaping a message, and delivering it.</summary>
public interface IChannel
{
    /// <summary>What people call it.</summary>
    ChannelName Called { get; }

    /// <summary>Whether conversations of this channel id are its own.</summary>
    bool Serves(string channelId);

    /// <summary>Whether an activity is meant for the bot; what people say to each other in a channel is not, and is not kept.</summary>
    bool IsAddressed(Activity activity) => true;

    /// <summary>Where in a channel that many read a person did this; null in conversations between some, and for what programs do.</summary>
    PublicPlace? PublicPlaceOf(Activity activity) => null;

    /// <summary>What people call a channel that many read; asked outside of a transaction.</summary>
    /// <returns>Null where that cannot be asked, or is not known.</returns>
    Task<string?> NameOfAsync(string conversationId, string? tenantId, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>The directory's id of the sender, where the channel vouches for it; null where it is only what a client says.</summary>
    string? DirectoryIdOf(Activity activity);

    /// <summary>
    /// What the channel itself knows of a sender whose account is new to the desk. Asked before the turn and outside of its transaction,
    /// because the channel may have to be called for it.
    /// </summary>
    /// <returns>Null where the activity says all there is.</returns>
    /// <exception cref="HttpRequestException">The channel cannot say now; the activity waits until it can.</exception>
    Task<SenderProfile?> FindSenderAsync(Activity activity, CancellationToken cancellationToken) => Task.FromResult<SenderProfile?>(null);

    /// <summary>Brings a file that came with a message from where the channel keeps it. Asked before the turn, outside of its transaction.</summary>
    /// <param name="most">How many bytes are taken.</param>
    Task<FetchedFile> FetchFileAsync(Activity activity, Attachment file, int most, CancellationToken cancellationToken) => Task.FromResult(FetchedFile.No(FetchFailure.NotThere));

    /// <summary>Opens the direct messages with whoever did this in a group. Asked outside of a transaction.</summary>
    /// <returns>Null where the channel lets nobody write to them.</returns>
    /// <exception cref="HttpRequestException">The channel cannot say now; the activity waits until it can.</exception>
    Task<DirectPlace?> OpenDirectAsync(Activity activity, CancellationToken cancellationToken) => Task.FromResult<DirectPlace?>(null);

    /// <summary>The message on which somebody does something, where the channel hands it over with that.</summary>
    Task<QuotedMessage?> FindQuotedAsync(Activity activity, CancellationToken cancellationToken) => Task.FromResult<QuotedMessage?>(null);

    /// <summary>Where people read a message; null where there is no such address.</summary>
    string? LinkTo(string conversationId, string messageId) => null;

    /// <summary>What was chosen in a menu of the channel's own, such as a message's; null for everything else.</summary>
    MenuChoice? ReadMenu(Activity activity) => null;

    /// <summary>The emoji that the channel means by its name of a reaction; null when it is none that is known.</summary>
    string? EmojiOf(string reaction) => reaction;

    /// <summary>The conversation that a thread hangs under, where a card may stand on which was clicked; null for one that is no thread.</summary>
    string? ParentOf(string conversationId) => null;

    /// <summary>The channel's id of the message under which something was said or done; null outside of threads.</summary>
    string? RootOf(Activity activity) => null;

    /// <summary>The answer to an invoke that opens a dialog, or brings what is in one up to date.</summary>
    /// <param name="shown">What it shows.</param>
    InvokeResponse ShowInDialog(Chat chat, IReadOnlyList<OutgoingMessage> shown) => InvokeResponse.NotImplemented;

    /// <summary>The message as the channel's activity, UTF-8 JSON.</summary>
    byte[] Compose(Chat chat, OutgoingMessage message);

    /// <summary>The answer to an invoke that replaces the card on which was clicked.</summary>
    InvokeResponse Replace(Chat chat, RenderedCard card);

    /// <summary>The answer to a form that was sent from a dialog: the dialog closes, or stays and says what is wrong.</summary>
    /// <param name="refusal">Null when it was done.</param>
    /// <param name="language">Of who sent it.</param>
    InvokeResponse CloseDialog(Refusal? refusal, Language language) => refusal is null
        ? new InvokeResponse(200)
        : new InvokeResponse(200, JsonSerializer.SerializeToUtf8Bytes(new { task = new { type = "message", value = refusal.Message } }, TextJson.Options(language)));

    /// <summary>Whether a form that was sent from a dialog is answered beside its fields, in the dialog that is open.</summary>
    bool AnswersBesideFields => false;

    /// <summary>The answer that shows a dialog; null where the channel shows one in its own way, or not at all.</summary>
    /// <param name="language">Of who asked for it.</param>
    InvokeResponse? ShowDialog(Chat chat, DialogView dialog, Language language) => null;

    /// <summary>The answer to a search from where people write; null where the channel has none.</summary>
    /// <param name="hint">What to say in the place of an empty list.</param>
    InvokeResponse? ShowFound(Chat chat, IReadOnlyList<SharedCard> found, string hint) => null;

    /// <inheritdoc cref="IDelivery.DeliverAsync"/>
    Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken);
}

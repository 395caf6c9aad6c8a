using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;
using BotDesk.Conversation.Attachments;
using BotDesk.Conversation.LanguageModels;
using BotDesk.Conversation.Understanding;
using BotDesk.People;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>
/// One activity being handled: who says what in which conversation, and what is said back. It lives in the transaction that handles
/// the activity, so what a handler changes and what it says happen together or not at all.
/// </summary>
public sealed class Turn(Activity activity, Chat chat, Person person, CardLibrary cards, DateTimeOffset now)
{
    private readonly List<OutgoingMessage> _messages = [];

    public Activity Activity { get; } = activity;

    public Chat Chat { get; } = chat;

    public Person Person { get; } = person;

    public DateTimeOffset Now { get; } = now;

    /// <summary>In which the person is answered.</summary>
    public Language Language { get; set; } = person.Language;

    /// <summary>BCP 47 tag in which the channel shows itself to the person; null where it does not say.</summary>
    public string? ChannelLocale { get; init; }

    /// <summary>What came with the words.</summary>
    public ReceivedFiles Files { get; init; } = ReceivedFiles.None;

    /// <summary>What a language model says; null where it is not asked.</summary>
    internal TurnAdvice? Advice { get; init; }

    /// <summary>What the person wrote, without the bot's name; empty for a click.</summary>
    public string Text { get; set; } = "";

    /// <summary>What <see cref="Text"/> means.</summary>
    public Understood Understood { get; internal set; } = null!;

    /// <summary>What the conversation is about; set it to change it.</summary>
    public ChatState State { get; set; } = chat.ReadState(person);

    /// <summary>Whether a form was sent from a dialog, which stays open and shows a <see cref="Refusal"/> beside its fields.</summary>
    public bool IsDialog => Activity is { Type: ActivityTypes.Invoke, Name: InvokeNames.TaskSubmit or InvokeNames.ComposeExtensionSubmitAction };

    /// <summary>
    /// Whether it is done from a menu beside a conversation in which the bot need not be, and of which it is no part: what is said goes to where
    /// the person talks with the desk alone.
    /// </summary>
    public bool IsBeside => IsBesideConversation(Activity);

    /// <summary>Whether it was said to others, in a conversation that is followed or a channel that is watched: what is said to it is said unasked.</summary>
    public bool IsOverheard { get; init; }

    /// <summary>Whether the channel was asked for the direct messages with the person, and lets nobody write to them.</summary>
    public bool HasNoDirect { get; init; }

    /// <summary>What was chosen in a menu of the channel's own; null for everything else.</summary>
    public MenuChoice? Menu { get; init; }

    /// <summary>The emojis that were put on a message.</summary>
    public IReadOnlyList<string> Reactions { get; init; } = [];

    /// <summary>The message on which it is done; null for everything else.</summary>
    public QuotedMessage? Quoted { get; init; }

    /// <summary>The dialog from which a form was sent that has nothing to do with what the conversation is about; null for every other.</summary>
    public OpenDialog? Opened { get; private set; }

    /// <summary>What the person sees in a dialog; null: no dialog opens, and the one that is open closes.</summary>
    public DialogView? Dialog { get; set; }

    /// <summary>What was found to put into the conversation; null when that was not asked for.</summary>
    internal IReadOnlyList<SharedCard>? Found { get; private set; }

    /// <summary>What is said in the place of an empty list.</summary>
    internal Phrase? NothingFound { get; set; }

    /// <summary>Whether everything that is said stands in a dialog, and nowhere else.</summary>
    public bool AnswersInDialog => Activity is { Type: ActivityTypes.Invoke, Name: InvokeNames.TaskFetch };

    /// <summary>Why the dialog stays open.</summary>
    internal Refusal? DialogRefusal { get; set; }

    /// <summary>Whether what is answered concerns the person alone: in a group they are taken aside.</summary>
    public bool IsPersonal { get; set; }

    /// <summary>What is said to the person alone, wherever others may be here.</summary>
    internal IReadOnlyList<OutgoingMessage> Whispers { get; set; } = [];

    /// <summary>What is said, in order.</summary>
    internal IReadOnlyList<OutgoingMessage> Messages => _messages;

    /// <summary>
    /// Whether who clicked sees what takes the card's place. Clients that know no Action.Execute send a message, which in a group has no answer that is theirs alone.
    /// </summary>
    public bool SeesReplacement => !Chat.IsGroup || Activity.Type == ActivityTypes.Invoke;

    /// <summary>Whether the click asks to be shown something, and changes nothing.</summary>
    internal bool IsLook { get; set; }

    /// <summary>What takes the place of the card on which was clicked.</summary>
    internal RenderedCard? Replacement { get; private set; }

    /// <summary>Cards shown earlier in this conversation that change now, by the nonce they carried.</summary>
    internal List<(string Nonce, RenderedCard Card)> Updates { get; } = [];

    /// <summary>Says something in words.</summary>
    public void Say(Phrase text) => _messages.Add(new OutgoingMessage(text.In(Language), null, Activity.Id));

    /// <summary>Says something to the person alone.</summary>
    public void Whisper(Phrase text)
    {
        if (Chat.IsGroup || IsBeside)
        {
            Whispers = [.. Whispers, new OutgoingMessage(text.In(Language), null)];
        }
        else
        {
            Say(text);
        }
    }

    /// <summary>Says why not, where something was refused; what was done has been answered already.</summary>
    public void Answer(Refusal? refusal)
    {
        if (refusal is not null)
        {
            Say(refusal.Message);
        }
    }

    /// <summary>Shows a card.</summary>
    /// <param name="path">Of the template.</param>
    /// <param name="model">What the template binds; <c>nonce</c> is added.</param>
    /// <param name="topic">What it is about: see <see cref="BotDesk.Data.OutboxRow.Topic"/>.</param>
    /// <returns>The nonce of this rendering.</returns>
    public string Show(string path, object model, string? topic = null)
    {
        var card = Render(path, model);
        _messages.Add(new OutgoingMessage(null, card, Activity.Id, Topic: topic));
        return card.Nonce;
    }

    /// <summary>Shows a form in a dialog.</summary>
    /// <param name="nonce">Of the rendering whose place it takes; null: a new one.</param>
    /// <returns>The nonce of this rendering.</returns>
    internal string ShowDialog(Phrase title, string path, object model, string? nonce)
    {
        var card = CardRendering.Render(cards, path, model, Language, nonce: nonce);
        Dialog = new DialogView(title, card, null);
        return card.Nonce;
    }

    /// <summary>Offers what was found.</summary>
    internal void Offer(IEnumerable<Shareable> found) =>
        Found = [.. found.Select(each => new SharedCard(each.Title.In(Language), each.Detail.In(Language), Render(each.Path, each.Model)))];

    /// <summary>A form is sent from this dialog: the draft is the dialog's, and what the conversation is about stays as it is.</summary>
    internal void Continue(OpenDialog dialog, string nonce)
    {
        Opened = dialog;
        State = new ChatState { Draft = new Draft(dialog.Form, dialog.Fields, nonce) };
    }

    internal static bool IsBesideConversation(Activity activity) =>
        activity.Type == ActivityTypes.Invoke && activity.Name?.StartsWith("composeExtension/", StringComparison.Ordinal) == true;

    /// <summary>Puts another card in the place of the one on which was clicked.</summary>
    public void Replace(string path, object model) => Replacement = Render(path, model);

    /// <summary>Tells the channel something that people do not see.</summary>
    public void Send(OutgoingEvent channelEvent) => _messages.Add(new OutgoingMessage(null, null, Activity.Id, Event: channelEvent));

    /// <summary>Takes back what was to be said.</summary>
    internal void Unsay() => _messages.Clear();

    internal void Show(RenderedCard card) => _messages.Add(new OutgoingMessage(null, card, Activity.Id));

    internal void Replace(RenderedCard card) => Replacement = card;

    /// <summary>Answers who wants to see their own card with it where they could not see it in the place of the group's. What changes something shows on that one.</summary>
    internal void AnswerWithReplacement()
    {
        if (IsLook && !SeesReplacement && _messages.Count == 0 && Replacement is { Subject: not null } own)
        {
            Show(own);
            IsPersonal = true;
        }
    }

    /// <summary>Puts another card in the place of one shown earlier here.</summary>
    public void Update(string nonce, string path, object model) => Updates.Add((nonce, Render(path, model)));

    private RenderedCard Render(string path, object model) => CardRendering.Render(cards, path, model, Language);
}

/// <summary>Renders a card with a nonce of its own, in the language of whoever reads it.</summary>
internal static class CardRendering
{
    public static RenderedCard Render(CardLibrary cards, string path, object model, Language language, CardSubject? subject = null, string? nonce = null)
    {
        var data = JsonSerializer.SerializeToNode(model, TextJson.Options(language)) as JsonObject
            ?? throw new ArgumentException("A card's model is an object.", nameof(model));
        nonce ??= RandomNumberGenerator.GetHexString(24, lowercase: true);
        data["nonce"] = nonce;
        return new RenderedCard(path, cards.Render(path, data, language), nonce, subject) { Language = language };
    }
}

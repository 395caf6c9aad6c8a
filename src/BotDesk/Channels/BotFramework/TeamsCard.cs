using System.Text.Json;
using BotDesk.Conversation;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// A card for Teams and its kin, which run Action.Execute from version 1.4 on. Clients that do not yet get an Action.Submit as fallback,
/// which is honoured inside of an ActionSet (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#backward-compatibility).
/// </summary>
/// <remarks>
/// In a group, everybody gets the same card, and those who see more have their client ask for theirs, by <c>refresh</c>. It asks for at
/// most 60 people by itself; whoever is beyond that, or has an account that is not known yet, asks with a button.
/// </remarks>
internal sealed class TeamsCard : CardRewriter
{
    /// <summary>https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views</summary>
    public const int MostRefreshed = 60;

    /// <summary>A form with more inputs than this is also offered in a dialog.</summary>
    private const int MostInputs = 6;

    private readonly string? _subject;
    private readonly OwnViews? _own;
    private readonly Language _language;

    private readonly string? _long;

    private TeamsCard(string? subject, OwnViews? own, Language language, string? longForm) => (_subject, _own, _language, _long) = (subject, own, language, longForm);

    /// <summary>For cards that everybody who sees them sees alike.</summary>
    public static TeamsCard Adapter { get; } = new(null, null, Language.English, null);

    /// <param name="hasDialogs">Whether the channel opens dialogs: a long form can be filled in in one.</param>
    public static TeamsCard For(RenderedCard card, bool hasDialogs) =>
        card is { Subject: { } subject, OwnViews: { } own } && (own.Accounts.Count > 0 || !own.IsComplete) ? new TeamsCard(subject.ToString(), own, card.Language, null)
        : hasDialogs && IsLongForm(card) ? new TeamsCard(null, null, card.Language, card.Nonce)
        : Adapter;

    // By the inputs of the finished card, of which a form has as many as the organisation asks for.
    private static bool IsLongForm(RenderedCard card)
    {
        ReadOnlySpan<byte> json = card.Json;
        var inputs = 0;
        for (var at = json.IndexOf("\"Input."u8); at >= 0 && inputs <= MostInputs; at = json.IndexOf("\"Input."u8))
        {
            inputs++;
            json = json[(at + 1)..];
        }

        return inputs > MostInputs && card.Path.EndsWith("/form", StringComparison.Ordinal);
    }

    protected override void WriteExecute(JsonElement action, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        CopyProperties(action, writer);
        writer.WritePropertyName("fallback"u8);
        WriteSubmit(action, writer);
        writer.WriteEndObject();
    }

    protected override void WriteLast(Utf8JsonWriter writer)
    {
        if (_long is { } nonce)
        {
            // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules
            writer.WriteStartObject();
            writer.WriteString("type"u8, "ActionSet"u8);
            writer.WriteStartArray("actions"u8);
            JsonSerializer.Serialize(writer, new
            {
                type = "Action.Submit",
                title = Phrase.Of("channels.teams.fillIn").In(_language),
                associatedInputs = "none",
                data = new { msteams = new { type = "task/fetch" }, dialog = Menus.Form, nonce },
            });
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        if (_own is { } own && (own.Accounts.Count > MostRefreshed || !own.IsComplete))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "ActionSet"u8);
            writer.WriteStartArray("actions"u8);
            using var ask = JsonSerializer.SerializeToDocument(new { type = "Action.Execute", title = Phrase.Of("channels.teams.mine").In(_language), verb = RefreshVerb.Name, data = new { subject = _subject }, associatedInputs = "none" });
            WriteExecute(ask.RootElement, writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    protected override void WriteProperties(Utf8JsonWriter writer)
    {
        if (_own is { Accounts.Count: > 0 } own)
        {
            writer.WriteStartObject("refresh"u8);
            writer.WriteStartObject("action"u8);
            writer.WriteString("type"u8, "Action.Execute"u8);
            writer.WriteString("title"u8, Phrase.Of("channels.teams.refresh").In(_language));
            writer.WriteString("verb"u8, RefreshVerb.Name);
            writer.WriteStartObject("data"u8);
            writer.WriteString("subject"u8, _subject);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartArray("userIds"u8);
            foreach (var account in own.Accounts.Take(MostRefreshed))
            {
                writer.WriteStringValue(account);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}

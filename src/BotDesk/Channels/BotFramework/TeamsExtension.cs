using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotDesk.Conversation;
using BotDesk.Protocol;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// The menus of Teams: searches in the compose box, actions on messages, dialogs
/// (https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/what-are-messaging-extensions and
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/what-are-task-modules).
/// </summary>
internal static class TeamsExtension
{
    private const int Width = 560;
    private const int Height = 640;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was chosen; null for every other activity.</summary>
    public static MenuChoice? Read(Activity activity)
    {
        if (activity.Type != ActivityTypes.Invoke || activity.Value is not { ValueKind: JsonValueKind.Object } value)
        {
            return null;
        }

        return activity.Name switch
        {
            InvokeNames.ComposeExtensionFetchTask when value.Text("commandId") is { } command => new MenuChoice(command),
            InvokeNames.ComposeExtensionQuery when value.Text("commandId") is { } command => new MenuChoice(command, Search: Search(value)),
            InvokeNames.TaskFetch when value.Text("data", "dialog") is { } dialog => new MenuChoice(dialog, value.Text("data", "nonce")),
            _ => null,
        };
    }

    /// <summary>The answer to <c>composeExtension/query</c>: what was found, each with how it stands in the list and the card that is put into the conversation.</summary>
    public static InvokeResponse Results(IReadOnlyList<SharedCard> found, string hint) => Write(writer =>
    {
        writer.WriteStartObject("composeExtension"u8);
        if (found.Count == 0)
        {
            writer.WriteString("type"u8, "message"u8);
            writer.WriteString("text"u8, hint);
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("type"u8, "result"u8);
        writer.WriteString("attachmentLayout"u8, "list"u8);
        writer.WriteStartArray("attachments"u8);
        foreach (var (title, detail, card) in found)
        {
            writer.WriteStartObject();
            WriteCard(writer, card);
            writer.WriteStartObject("preview"u8);
            writer.WriteString("contentType"u8, "application/vnd.microsoft.card.thumbnail"u8);
            writer.WriteStartObject("content"u8);

            // A thumbnail card reads its words as HTML.
            writer.WriteString("title"u8, WebUtility.HtmlEncode(title));
            writer.WriteString("text"u8, WebUtility.HtmlEncode(detail));
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The answer to <c>composeExtension/fetchTask</c>, <c>submitAction</c>, <c>task/fetch</c> and <c>task/submit</c> that leaves a dialog open.</summary>
    public static InvokeResponse Dialog(DialogView dialog, Language language) => Write(writer =>
    {
        writer.WriteStartObject("task"u8);
        if (dialog.Card is { } card)
        {
            writer.WriteString("type"u8, "continue"u8);
            writer.WriteStartObject("value"u8);
            writer.WriteString("title"u8, dialog.Title.In(language));
            writer.WriteNumber("width"u8, Width);
            writer.WriteNumber("height"u8, Height);
            writer.WriteStartObject("card"u8);
            WriteCard(writer, card);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type"u8, "message"u8);
            writer.WriteString("value"u8, dialog.Words is { } words ? $"{dialog.Title.In(language)}: {words.In(language)}" : dialog.Title.In(language));
        }

        writer.WriteEndObject();
    });

    private static MenuSearch Search(JsonElement value)
    {
        var typed = "";
        if (value.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Array)
        {
            // The first time there is only "initialRun": nothing was typed yet.
            typed = parameters.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object && each.Text("name") != "initialRun").Select(each => each.Text("value")).FirstOrDefault(text => text is not null) ?? "";
        }

        var options = value.TryGetProperty("queryOptions", out var given) ? given : default;
        return new MenuSearch(typed, Number(options, "skip") ?? 0, Number(options, "count") ?? 10);
    }

    private static void WriteCard(Utf8JsonWriter writer, RenderedCard card)
    {
        writer.WriteString("contentType"u8, Attachment.AdaptiveCardContentType);
        writer.WriteString("name"u8, card.Path);
        writer.WritePropertyName("content"u8);
        writer.WriteRawValue(ActivityWriter.Adapt(card, TeamsDialogCard.Adapter.Adapt), skipInputValidation: true);
    }

    private static InvokeResponse Write(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(body, Writing))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new InvokeResponse(200, body.WrittenMemory);
    }

    private static int? Number(JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}

/// <summary>A card in a dialog, or put into a conversation by somebody: Action.Submit is what sends a dialog's form.</summary>
internal sealed class TeamsDialogCard : CardRewriter
{
    public static TeamsDialogCard Adapter { get; } = new();

    protected override void WriteExecute(JsonElement action, Utf8JsonWriter writer) => WriteSubmit(action, writer);
}

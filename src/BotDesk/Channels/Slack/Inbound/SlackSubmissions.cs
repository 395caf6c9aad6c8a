using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// A modal that was sent (<c>view_submission</c>). Slack waits 3 s for what it shall show then: what is wrong beside the fields, or nothing more. What
/// takes longer is done all the same, and the modal says so.
/// </summary>
internal sealed partial class SlackSubmissions(IActivityReceiver receiver, SlackIdentity identity, StoredMessages messages, SlackDialogs dialogs, SlackPeople people, FormSteps steps, TimeProvider clock, ILogger<SlackSubmissions> logger)
{
    /// <summary>Below Slack's 3 s, for the way there and back.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2.2);

    /// <returns>The body of the answer; null closes the modal.</returns>
    public async Task<JsonNode?> ReceiveAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (!payload.TryGetProperty("view", out var view) || ModalMetadata.Read(view.Text("private_metadata")) is not { Form: { } number } metadata
            || !payload.TryGetProperty("user", out var from) || from.Text("id") is not { } user)
        {
            return null;
        }

        var language = await people.LanguageOfAsync(user, cancellationToken);
        if (await messages.FindAsync(metadata.Nonce, null, metadata, cancellationToken) is not { } stored || StoredMessages.Form(stored, number) is not { } form)
        {
            return Update(Modals.Words(Phrase.Of("channels.slack.tooOld"), Phrase.Of("channels.slack.formTooOld"), language));
        }

        var team = payload.TryGetProperty("team", out var its) ? its.Text("id") : null;
        var (viewId, isLong) = (view.Text("id") ?? "", CardForm.Steps(form).Count > 1);
        var typed = isLong ? await steps.ReadAsync(viewId, cancellationToken) : [];
        foreach (var (input, value) in CardForm.Read(form, FormSteps.Values(view), metadata.Step))
        {
            typed[input] = value;
        }

        if (isLong)
        {
            await steps.KeepAsync(viewId, typed);
            if (metadata.Step < CardForm.Steps(form).Count - 1)
            {
                return Update((metadata with { Step = metadata.Step + 1 }).View(form, typed));
            }
        }

        var sent = new Sent(viewId, team, form, metadata, typed, language);
        var id = payload.Text("trigger_id") is { Length: > 0 } trigger ? $"submit-{trigger}" : $"submit-{Guid.NewGuid():N}";
        var data = SubmitData.Of(form.Text("verb")!, form.TryGetProperty("data", out var button) ? button : default, sent.Typed);
        var bot = await identity.BotAsync(team, cancellationToken);
        var receiving = receiver.ReceiveAsync(SlackActivities.Submit(metadata.Spot, user, team, bot, id, data), CancellationToken.None);
        try
        {
            var shown = Answer(await receiving.WaitAsync(Deadline, clock, cancellationToken), sent);
            if (shown is null && isLong)
            {
                await steps.ForgetAsync(viewId);
            }

            return shown;
        }
        catch (TimeoutException)
        {
            _ = FinishAsync(receiving, sent);
            return Update(Modals.Words(form.Text("title")!, Phrase.Of("channels.slack.takesLonger"), language));
        }
    }

    /// <summary>What the modal shows next; null when it closes.</summary>
    private static JsonObject? Answer(ReceiveResult result, Sent sent)
    {
        var answer = Read(result, sent.Language);
        if (answer.Message is not { } message)
        {
            return null;
        }

        var errors = sent.Known(answer.Errors);
        var first = errors.Count > 0 ? errors.Keys.Min(input => CardForm.StepOf(sent.Form, input)) : sent.Metadata.Step;
        return first != sent.Metadata.Step ? Update(sent.View(errors, first))
            : errors.Where(error => CardForm.StepOf(sent.Form, error.Key) == first).ToDictionary() is { Count: > 0 } here
            ? new JsonObject { ["response_action"] = "errors", ["errors"] = JsonSerializer.SerializeToNode(here) }
            : Update(Modals.Words(sent.Form.Text("title")!, message, sent.Language));
    }

    /// <summary>The modal is open and waits: it shows how it ended, and nothing that was typed is lost.</summary>
    private async Task FinishAsync(Task<ReceiveResult> receiving, Sent sent)
    {
        try
        {
            var answer = Read(await receiving, sent.Language);
            var errors = sent.Known(answer.Errors);
            await dialogs.ShowAsync(sent.ViewId, sent.Team, errors.Count > 0
                ? sent.View(errors, errors.Keys.Min(input => CardForm.StepOf(sent.Form, input)))
                : Modals.Words(sent.Form.Text("title")!, answer.Message ?? Phrase.Of("channels.slack.done"), sent.Language));
        }
#pragma warning disable CA1031 // Nobody waits for it; what was sent is in the inbox, and its answer comes in the conversation.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotShown(logger, error);
        }
    }

    private static DialogAnswer Read(ReceiveResult result, Language language) => result switch
    {
        ReceiveResult.Invoke { Response: { Status: 200, Body: { IsEmpty: false } body } } => JsonSerializer.Deserialize<DialogAnswer>(body.Span, JsonSerializerOptions.Web) ?? new(null, null),
        ReceiveResult.Refused { Status: 503 } => new(null, Phrase.Of("channels.slack.unusuallyLong").In(language)),
        ReceiveResult.Refused refused => new(null, refused.Reason),
        _ => new(null, null),
    };

    private static JsonObject Update(JsonObject view) => new() { ["response_action"] = "update", ["view"] = view };

    /// <param name="Typed">By input.</param>
    private sealed record Sent(string ViewId, string? Team, JsonElement Form, ModalMetadata Metadata, IReadOnlyDictionary<string, string> Typed, Language Language)
    {
        /// <summary>The form with what was typed, at one of its steps.</summary>
        public JsonObject View(IReadOnlyDictionary<string, string> errors, int number) => (Metadata with { Step = number }).View(Form, Typed, errors);

        /// <summary>Those errors that are about an input of this modal; others have no place beside which they could stand.</summary>
        public Dictionary<string, string> Known(IReadOnlyDictionary<string, string>? errors) =>
            (errors ?? new Dictionary<string, string>()).Where(error => Typed.ContainsKey(error.Key)).ToDictionary(error => error.Key, error => error.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "How a form ended could not be shown in its modal.")]
        public static partial void NotShown(ILogger logger, Exception error);
    }
}

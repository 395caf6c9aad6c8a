using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// *Back* in a long form: the step before stands in the modal again, with what was typed in both. The steps share one modal, because Slack stacks no
/// more than three and forgets what was typed in one that is left (https://docs.slack.dev/surfaces/modals#view_stack).
/// </summary>
internal sealed partial class SlackStepBack(StoredMessages messages, FormSteps steps, SlackDialogs dialogs, SlackPeople people, ILogger<SlackStepBack> logger)
{
    /// <summary>Goes on by itself: Slack wants its acknowledgement now.</summary>
    /// <param name="payload">With what stands in the modal's inputs.</param>
    /// <returns>For a test to wait for.</returns>
    public Task Go(SlackClickEvent click, JsonElement payload) => Task.Run(() => GoAsync(click, payload));

    private async Task GoAsync(SlackClickEvent click, JsonElement payload)
    {
        if (click is not { ViewId: { } viewId, Metadata: { Form: { } number, Step: > 0 } metadata })
        {
            return;
        }

        try
        {
            if (await messages.FindAsync(metadata.Nonce, null, metadata, CancellationToken.None) is not { } stored || StoredMessages.Form(stored, number) is not { } form)
            {
                await dialogs.ShowAsync(viewId, click.Team, Modals.Words(Phrase.Of("channels.slack.tooOld"), Phrase.Of("channels.slack.formTooOld"), await people.LanguageOfAsync(click.User, CancellationToken.None)));
                return;
            }

            var typed = await steps.ReadAsync(viewId, CancellationToken.None);
            foreach (var (input, value) in CardForm.Read(form, FormSteps.Values(payload.GetProperty("view")), metadata.Step))
            {
                typed[input] = value;
            }

            await steps.KeepAsync(viewId, typed);
            await dialogs.ShowAsync(viewId, click.Team, (metadata with { Step = metadata.Step - 1 }).View(form, typed));
        }
#pragma warning disable CA1031 // Nobody waits for it; the modal stays as it is with all that stands in it, and is pressed again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotShown(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The step before of a form could not be shown.")]
        public static partial void NotShown(ILogger logger, Exception error);
    }
}

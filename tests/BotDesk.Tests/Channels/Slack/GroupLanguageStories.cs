using BotDesk.Tests.Texts;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What several people see is in the organisation's language; what one person sees, in that person's.</summary>
public class GroupLanguageStories : DeskStories
{
    private const string Room = "G0AGENTS";
    private const string Channel = "C0GENERAL";

    [Story]
    public async Task Cards_in_channels_are_in_the_organisations_language_and_ones_own_in_ones_own()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        var settings = slack.Settings;
        settings["Channels:Slack:AgentsChannel"] = Room;
        await using var desk = await StartDesk(new DeskSetup { Settings = settings });
        GermanStories.SpeakGerman(desk);
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));
        await jonas.Says("in English please");
        await desk.As("tomasz").Says("in English please");

        // Made in English from a message: the agents' channel and the thread under the message are in German, her own confirmation is not.
        var message = jonas.Message("the printer on 3 eats paper", Channel);
        var (_, answers) = await jonas.Sends(await jonas.CreatesTicketFrom(message), new { title = "Printer eats paper" });
        var number = (await desk.Row<string>("SELECT number FROM tickets WHERE title = 'Printer eats paper'"))!;
        Assert.Contains("filed", answers.Single(answer => answer.Name == "tickets/filed").Text, StringComparison.OrdinalIgnoreCase);
        var board = await Shown(shown => shown.Channel == Room && shown.Name == "tickets/board" && shown.Text.Contains(number, StringComparison.Ordinal));
        Assert.Contains("Ich übernehme", board.Buttons);
        var thread = await Shown(shown => shown.Channel == Channel && shown.Thread is not null && shown.Text.Contains(number, StringComparison.Ordinal));
        Assert.Contains("Neu", thread.Text, StringComparison.Ordinal);

        // Taken by somebody who reads English: for all it still says so in German.
        await tomasz.Sender.Interaction(tomasz.Press(board, "Ich übernehme"));
        await Shown(shown => shown.Ts == board.Ts && shown.Text.Contains("In Arbeit", StringComparison.Ordinal));
        await Shown(shown => shown.Ts == thread.Ts && shown.Text.Contains("In Arbeit", StringComparison.Ordinal));
        Assert.Contains("In progress", (await desk.As("jonas").Says(number)).Everything, StringComparison.Ordinal);

        Task<SlackShown> Shown(Func<SlackShown, bool> isIt) => slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(isIt), "a card for all");
    }
}

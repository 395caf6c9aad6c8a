using System.Net;
using BotDesk.Data;
using Microsoft.Extensions.DependencyInjection;
using static BotDesk.Tests.Changes.Chat.ChangeTalkers;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>A long form goes in steps, forth and back, and nothing that was typed is lost.</summary>
public class SlackStepStories : DeskStories
{
    [Story]
    public async Task A_long_form_goes_forth_and_back_keeps_what_was_typed_and_leads_to_what_is_wrong()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var form = (await jonas.Says(Wish)).Card("changes/form");

        var first = await jonas.Opens(form, "Send…");
        Assert.Contains("Step 1 of 2", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Back", Buttons(first));
        var inFirst = first.Inputs.Select(input => input.GetProperty("block_id").GetString()).ToList();
        var second = await jonas.GoesOn(first, new { title = "Typed <first> & *kept*" });
        Assert.Contains("Step 2 of 2", second.Text, StringComparison.Ordinal);
        Assert.Equal(["Back"], Buttons(second));

        // What stands in the step that is left is kept with what was typed before it.
        var back = await jonas.PressesIn(second, "Back", new { rollBack = "Remove the rule again" });
        Assert.Equal(inFirst, back.Inputs.Select(input => input.GetProperty("block_id").GetString()));
        Assert.Equal("Typed <first> & *kept*", Value(back, "title"));
        var forth = await jonas.GoesOn(back, new { title = "Typed again" });
        Assert.Equal("Remove the rule again", Value(forth, "rollBack"));

        // A restart, and "Back" pressed twice from the same step.
        await using var again = await desk.RestartAsync();
        jonas = again.InSlack(slack, "U0JONAS");
        back = await jonas.PressesIn(forth, "Back");
        back = await jonas.PressesIn(forth, "Back");
        Assert.Equal("Typed again", Value(back, "title"));

        // What is wrong in the first step leads there from the last; what was typed in both still stands.
        forth = await jonas.GoesOn(back, new { title = "" });
        var wrong = await jonas.GoesOn(forth);
        Assert.Contains("Step 1 of 2", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("⚠", wrong.Text, StringComparison.Ordinal);
        var (response, answers) = await jonas.Sends(wrong, TheRest());
        Assert.Empty(response.Errors);
        Assert.Single(answers, answer => answer.Name == "changes/change");
        Assert.Equal(1, await again.Row<long>("SELECT count(*) FROM changes WHERE title = 'Let guests reach the badge printer' AND roll_back = 'Remove the rule again'"));
        Assert.Equal(0, await again.Row<long>("SELECT count(*) FROM slack_steps"));
    }

    [Story]
    public async Task A_form_that_is_no_more_says_so_on_the_way_back_and_a_full_stack_of_modals_takes_one_more()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var second = await jonas.GoesOn(await jonas.Opens((await jonas.Says(Wish)).Card("changes/form"), "Send…"));
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => scope.GetRequiredService<DeskDb>().ExecuteAsync("DELETE FROM outbox WHERE nonce IS NOT NULL"));

        Assert.Contains("too old", (await jonas.PressesIn(second, "Back")).Text, StringComparison.Ordinal);

        var number = await desk.As("jonas").HasTicket("my vpn drops");
        var home = await jonas.OpensHome();
        var ticket = await jonas.PressesIn(home, number);
        slack.WillAnswer("views.push", new SlackAnswer(200, "push_limit_reached"));
        var comment = await jonas.PressesIn(ticket, SlackReading.Buttons(ticket.Content.GetProperty("blocks")).Select(SlackReading.Title).First(title => title.EndsWith('…')));
        Assert.Equal((ticket.Id, true), (comment.Id, comment.Inputs.Count > 0));
    }

    [Story]
    public async Task What_did_not_open_in_time_is_said_also_where_there_is_no_conversation()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        slack.WillAnswer("views.open", new SlackAnswer(200, "expired_trigger_id"));

        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Command(jonas.User, "C0GENERAL", "new")).Status);

        await jonas.Receives(shown => shown.Fallback.Contains("did not open in time", StringComparison.Ordinal), "that it did not open");
    }

    private static List<string> Buttons(SlackView view) => [.. SlackReading.Buttons(view.Content.GetProperty("blocks")).Select(SlackReading.Title)];

    private static string? Value(SlackView view, string input) => view.Input(input).GetProperty("element").TryGetProperty("initial_value", out var value) ? value.GetString() : null;
}

using static BotDesk.Tests.Changes.Chat.ChangeTalkers;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Nobody has to leave Slack: an order from the wish to the last task, decided by people who ask, pass it on and are away; a chat that is passed on; what one is told.</summary>
public class SlackOrderStories : DeskStories
{
    [Story]
    public async Task An_order_is_asked_for_decided_and_done_by_people_who_are_all_in_Slack()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.Knows(new SlackUser("U0MIRA", "Mira", "mira.castellanez@larkfield.example.com"));
        slack.Knows(new SlackUser("U0DESMOND", "Desmond", "desmond.oyelaran@larkfield.example.com"));
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, desmond, mira, anouk) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0DESMOND"), desk.InSlack(slack, "U0MIRA"), desk.InSlack(slack, "U0ANOUK"));
        foreach (var everybody in new[] { desmond, mira, anouk })
        {
            await everybody.Says("hello");
        }

        // Ordered in a dialog that has the item's name; what is missing is said beside its field.
        var modal = await jonas.Opens((await jonas.Says("I need a new laptop")).Card("serviceRequests/form"), "Send…");
        Assert.Equal("Laptop", modal.Title);
        Assert.Contains("Mira Castellanez (Finance)", modal.Text, StringComparison.Ordinal);
        var (refused, _) = await jonas.Sends(modal, new { keyboard = "de", delivery = "desk", replaces = "no" });
        Assert.Equal(["model"], refused.Errors.Keys);
        var (_, answers) = await jonas.Sends(modal, new { model = "windows", keyboard = "de", delivery = "desk", replaces = "no" });
        var own = answers.Card("serviceRequests/approval");
        var number = (await desk.Row<string>("SELECT number FROM tickets ORDER BY id DESC LIMIT 1"))!;

        // Asked back and answered, each in a dialog.
        var asked = await desmond.Receives(message => message.Name == "approvals/approval" && message.Text.Contains(number, StringComparison.Ordinal), "the approval");
        var question = await desmond.Opens(asked, "Ask the requester…");
        Assert.Equal(["text"], question.Inputs.Select(input => input.GetProperty("block_id").GetString()));
        await desmond.Sends(question, new { text = "Why *now*?" });
        own = await Sees(own, "Why *now*?");
        var answer = await jonas.Opens(own, "Answer Desmond Oyelaran…");
        await jonas.Sends(answer, new Dictionary<string, string> { [answer.Inputs[0].GetProperty("block_id").GetString()!] = "The old one is <broken>" });
        asked = await Sees(asked, "The old one is <broken>");

        // Passed on to somebody else, and decided all the same by whom it was asked of first.
        await desmond.Presses(asked, "Delegate");
        var toWhom = await desmond.Receives(message => message.Name == "approvals/delegate", "to whom");
        var passing = await desmond.Opens(toWhom, "Ask them…");
        var (response, _) = await desmond.Sends(passing, new { chosen = passing.Input("chosen").GetProperty("element").GetProperty("options")[0].GetProperty("value").GetString() });
        Assert.Empty(response.Errors);
        Assert.Contains("approval.delegated", await desk.AuditOf(number));
        await desmond.Says($"approve {number}");
        var second = await mira.Receives(message => message.Name == "approvals/approval" && message.Text.Contains(number, StringComparison.Ordinal), "the second approval");

        // Who is away is stood in for, and can decide when back.
        await mira.Says("I'm away until Friday, Desmond stands in");
        await desmond.Receives(message => message.Text.Contains("you stand in", StringComparison.Ordinal), "that he stands in");
        await mira.Says("I'm back");
        await mira.Presses(await Sees(second, "Waiting for your decision"), "Approve");
        await jonas.Receives(message => message.Text.Contains("approved", StringComparison.Ordinal) && message.Name is null, "that it was approved");

        // The tasks of it, one after the other.
        var tasks = (await anouk.Says("my tasks")).Card("serviceRequests/tasks");
        Assert.Contains(number, tasks.Text, StringComparison.Ordinal);
        var task = (await anouk.Presses(tasks, "Open")).Card("serviceRequests/task");
        await anouk.Sends(await anouk.Opens(task, "Done…"), new { note = "Ordered at the supplier" });
        await jonas.Receives(message => message.Name == "tickets/update" && message.Text.Contains("Ordered at the supplier", StringComparison.Ordinal), "how far it is");

        // What one is told, and in which language.
        Assert.Contains(await jonas.Says($"mute {number}"), shown => shown.Text.Contains("no more news", StringComparison.Ordinal));
        Assert.Contains(await jonas.Says("quiet hours 22:00 to 06:00"), shown => shown.Text.Contains("From 22:00 to 06:00", StringComparison.Ordinal));
        Assert.Contains(await jonas.Says("auf Deutsch bitte"), shown => shown.Text.Contains("ab jetzt auf Deutsch", StringComparison.Ordinal));
        Assert.Contains("Was Sie bestellen können", (await jonas.Says("Was kann ich bestellen?")).Card("serviceRequests/catalog").Text, StringComparison.Ordinal);

        Task<SlackShown> Sees(SlackShown message, string words) =>
            slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(now => now.Ts == message.Ts && now.Channel == message.Channel && now.Text.Contains(words, StringComparison.Ordinal)), words);
    }

    [Story]
    public async Task A_chat_is_passed_on_from_thread_to_thread()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz, anouk) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"), desk.InSlack(slack, "U0ANOUK"));
        await tomasz.Says("hello");
        await anouk.Says("hello");
        await jonas.Says("my vpn drops every ten minutes since this morning");
        await jonas.Says("talk to a person");
        var call = await tomasz.Receives(message => message.Name == "liveChat/call", "the call");
        await tomasz.Sender.Interaction(tomasz.Press(call, "Take it"));
        var mine = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == call.Ts && message.Text.Contains("You have it", StringComparison.Ordinal)), "that he has it");
        Assert.Equal(["Keep internal remark…", "Pass it on…", "End the chat…"], mine.Buttons);

        var (response, _) = await tomasz.Sends(await tomasz.Opens(mine, "Pass it on…"), new { agent = "anouk" });
        Assert.Empty(response.Errors);

        await jonas.Receives(message => message.Text.Contains("passed you on to Anouk Verhaal", StringComparison.Ordinal), "to whom");
        var passed = await anouk.Receives(message => message.Name == "liveChat/call" && message.Buttons.Contains("Take it"), "that it is for her");
        await anouk.Sender.Interaction(anouk.Press(passed, "Take it"));
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == passed.Ts && message.Text.Contains("You have it", StringComparison.Ordinal)), "that she has it");
        await anouk.SaysUnder(passed, "I am Anouk &amp; I &lt;know&gt; it.");
        await jonas.Receives(message => message.Text == "Anouk Verhaal: I am Anouk & I <know> it.", "her words");
        Assert.DoesNotContain(jonas.Shown, message => message.Text.Contains("Tomasz Wilkosz: I am", StringComparison.Ordinal));
    }
}

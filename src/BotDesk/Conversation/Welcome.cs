namespace BotDesk.Conversation;

/// <summary>Says what the desk can do: to a newcomer once, and to whoever asks.</summary>
public static class Welcome
{
    private static readonly object[] Lines =
    [
        new { lead = Phrase.Of("conversation.can.brokenLead"), text = Phrase.Of("conversation.can.broken") },
        new { lead = Phrase.Of("conversation.can.needLead"), text = Phrase.Of("conversation.can.need") },
        new { lead = Phrase.Of("conversation.can.changeLead"), text = Phrase.Of("conversation.can.change") },
        new { lead = Phrase.Of("conversation.can.decideLead"), text = Phrase.Of("conversation.can.decide") },
        new { lead = Phrase.Of("conversation.can.whereLead"), text = Phrase.Of("conversation.can.where") },
        new { lead = Phrase.Of("conversation.can.addLead"), text = Phrase.Of("conversation.can.add") },
        new { lead = Phrase.Of("conversation.can.personLead"), text = Phrase.Of("conversation.can.person") },
    ];

    /// <summary>Greets somebody who has just come, unless they were greeted before: channels announce members more than once.</summary>
    public static void GreetNewcomer(Turn turn)
    {
        var activity = turn.Activity;
        var bot = activity.Recipient?.Id;
        var came = activity.Action == "add" || activity.MembersAdded?.Any(member => member.Id is not null && member.Id != bot) == true;
        if (came && !turn.Chat.IsGroup && turn.Chat.WelcomedAt is null)
        {
            turn.Chat.WelcomedAt = turn.Now;
            Show(turn, Phrase.Of("conversation.newcomer", new { name = FirstName(turn) }));
        }
    }

    public static void Show(Turn turn, Phrase? greeting)
    {
        var agent = turn.Person.IsAgent;
        turn.Show("conversation/help", new
        {
            greeting,
            lines = Lines,
            prompts = agent
                ? new object[] { new { title = Phrase.Of("conversation.prompt.queue"), text = "queue" }, new { title = Phrase.Of("conversation.prompt.work"), text = "my work" }, new { title = Phrase.Of("conversation.prompt.tickets"), text = "my tickets" } }
                : [new { title = Phrase.Of("conversation.prompt.problem"), text = "report a problem" }, new { title = Phrase.Of("conversation.prompt.request"), text = "request something" }, new { title = Phrase.Of("conversation.prompt.tickets"), text = "my tickets" }],
        });
    }

    public static string FirstName(Turn turn) => turn.Person.Name.Split(' ', 2)[0];
}

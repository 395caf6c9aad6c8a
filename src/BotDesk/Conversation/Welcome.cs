namespace BotDesk.Conversation;

/// <summary>Says what the desk can do: to a newcomer once, and to whoever asks.</summary>
public static class Welcome
{
    private static readonly object[] Lines =
    [
        new { lead = "Something is broken?", text = "Describe it in your own words; I look for an answer first." },
        new { lead = "Need something?", text = "Say it: \"I need Visio\", or \"what can I order?\"." },
        new { lead = "Want to change something others rely on?", text = "\"new change\"; those who decide are asked on a card." },
        new { lead = "Have to decide?", text = "\"my approvals\", \"approve CHG3\", \"reject CHG3: not on a Friday\"." },
        new { lead = "Where is my ticket?", text = "\"my tickets\", \"INC42\" or \"where is my vpn ticket\"." },
        new { lead = "Something to add?", text = "\"add to INC42: it also fails at home\"." },
        new { lead = "Rather a person?", text = "\"talk to a person\" at any time." },
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
            Show(turn, $"Hello {FirstName(turn)}, I am the service desk.");
        }
    }

    public static void Show(Turn turn, string? greeting)
    {
        var agent = turn.Person.IsAgent;
        turn.Show("conversation/help", new
        {
            greeting,
            lines = Lines,
            prompts = agent
                ? new object[] { new { title = "The queue", text = "queue" }, new { title = "My work", text = "my work" }, new { title = "My tickets", text = "my tickets" } }
                : [new { title = "Report a problem", text = "report a problem" }, new { title = "Request something", text = "request something" }, new { title = "My tickets", text = "my tickets" }],
        });
    }

    public static string FirstName(Turn turn) => turn.Person.Name.Split(' ', 2)[0];
}

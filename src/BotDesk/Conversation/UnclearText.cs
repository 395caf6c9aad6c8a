using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation;

/// <summary>Never a dead end: what is not understood gets a question with the likeliest readings as buttons.</summary>
public sealed class UnclearText
{
    private const int LongestQuote = 60;

    public Task AskAsync(Turn turn)
    {
        turn.State = turn.State with { Said = turn.Text };
        var readings = new List<Intent> { turn.Understood.Intent, turn.Understood.SecondIntent };
        var choices = readings.Select(intent => Choice(intent, turn.Text)).OfType<ChoiceButton>().Distinct().ToList();
        if (choices.Count < 2)
        {
            choices = [Choice(Intent.ReportProblem, turn.Text)!, Choice(Intent.RequestItem, turn.Text)!];
        }

        choices.Add(new ChoiceButton("Talk to a person", "talk to a person"));
        turn.Show("conversation/choices", new
        {
            question = $"I am not sure what you mean by \"{Quote(turn.Text)}\". Which is it? You can also say it in other words.",
            choices,
        });
        return Task.CompletedTask;
    }

    private static ChoiceButton? Choice(Intent intent, string text) => intent switch
    {
        Intent.ReportProblem => new("Something does not work", $"problem: {text}"),
        Intent.AskQuestion => new("I want to know how", $"question: {text}"),
        Intent.RequestChange => new("I want to change something", $"new change: {text}"),
        Intent.RequestItem => new("I need something", $"request: {text}"),
        Intent.TicketStatus or Intent.ListTickets or Intent.CommentTicket or Intent.CloseTicket or Intent.ReopenTicket => new("It is about a ticket of mine", "my tickets"),
        Intent.Help => new("What can you do?", "help"),
        _ => null,
    };

    private static string Quote(string text) => text.Length > LongestQuote ? text[..LongestQuote].TrimEnd() + "…" : text;
}

/// <summary>A button that stands for words.</summary>
internal sealed record ChoiceButton(string Title, string Text);

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

        choices.Add(new ChoiceButton(Phrase.Of("conversation.choice.person"), "talk to a person"));
        turn.Show("conversation/choices", new
        {
            question = Phrase.Of("conversation.unclear", new { text = Quote(turn.Text) }),
            choices,
        });
        return Task.CompletedTask;
    }

    private static ChoiceButton? Choice(Intent intent, string text) => intent switch
    {
        Intent.ReportProblem => new(Phrase.Of("conversation.choice.problem"), $"problem: {text}"),
        Intent.AskQuestion => new(Phrase.Of("conversation.choice.question"), $"question: {text}"),
        Intent.RequestChange => new(Phrase.Of("conversation.choice.change"), $"new change: {text}"),
        Intent.RequestItem => new(Phrase.Of("conversation.choice.request"), $"request: {text}"),
        Intent.TicketStatus or Intent.ListTickets or Intent.CommentTicket or Intent.CloseTicket or Intent.ReopenTicket => new(Phrase.Of("conversation.choice.ticket"), "my tickets"),
        Intent.Help => new(Phrase.Of("conversation.choice.help"), "help"),
        _ => null,
    };

    private static string Quote(string text) => text.Length > LongestQuote ? text[..LongestQuote].TrimEnd() + "…" : text;
}

/// <summary>A button that stands for words.</summary>
internal sealed record ChoiceButton(Phrase Title, string Text);

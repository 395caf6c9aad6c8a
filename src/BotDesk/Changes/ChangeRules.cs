using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>What has to be there before a change can be asked for.</summary>
internal static class ChangeRules
{
    public const int LongestTitle = 120;

    /// <summary>All texts of a change fit on one approval card.</summary>
    public const int LongestDescription = 2000;
    public const int LongestText = 1000;
    public const int LongestPlan = 600;

    private const int MostServices = 10;

    /// <summary>Longer is a project, and hides when the service is really touched.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>Everything that does not fit, by field; empty when it can be filed.</summary>
    /// <param name="proposal">Completed by its template.</param>
    /// <param name="earliest">Before it, no window begins.</param>
    public static Dictionary<string, Phrase> Check(ChangeProposal proposal, DeskPolicy policy, DateTimeOffset earliest)
    {
        var errors = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        Text(errors, "title", proposal.Title, LongestTitle, "Say in a few words what you want to change.");
        Text(errors, "description", proposal.Description, LongestDescription, "Say what exactly is done, and to what.");
        var isEmergency = proposal.Type == ChangeType.Emergency;
        Text(errors, "why", proposal.Why, LongestText, isEmergency ? null : "Say why; those who decide ask for it first.");
        var needsTest = !isEmergency && (policy.Changes is null || proposal.Judged(policy.Changes)?.Level is not ChangeRisk.Low);
        Text(errors, "testPlan", proposal.TestPlan, LongestPlan, needsTest ? "Say how you see that it works; only what has little risk goes without." : null);
        Text(errors, "rollBack", proposal.RollBack, LongestText, isEmergency ? null : "Say how everything is put back when it goes wrong.");
        Text(errors, "communication", proposal.Communication, LongestPlan, empty: null);
        Touched(errors, proposal, policy);
        Risk(errors, proposal, policy.Changes);
        Window(errors, proposal, earliest);
        return errors;
    }

    private static void Touched(Dictionary<string, Phrase> errors, ChangeProposal proposal, DeskPolicy policy)
    {
        if (proposal.ServiceKeys.Count == 0 || proposal.ServiceKeys.Any(key => policy.FindService(key) is null))
        {
            errors["services"] = "Choose the services that are changed.";
        }
        else if (proposal.ServiceKeys.Count > MostServices)
        {
            errors["services"] = $"Choose at most {MostServices}; what touches more is several changes.";
        }

        var items = ChangeItems.Read(proposal.Items);
        if (items.Count > ChangeItems.Most || items.Any(item => item.Length > ChangeItems.LongestName))
        {
            errors["items"] = $"Name at most {ChangeItems.Most} items of at most {ChangeItems.LongestName} characters, with commas between.";
        }

        if (proposal.Environment.Length > 0 && policy.Changes?.Environments.Any(each => each.Key == proposal.Environment) != true)
        {
            errors["environment"] = "Choose where it is done.";
        }

        if ((proposal.Type == ChangeType.Standard) != (policy.Changes?.FindTemplate(proposal.Template) is not null))
        {
            errors["type"] = "Choose what kind of change it is.";
        }
    }

    private static void Risk(Dictionary<string, Phrase> errors, ChangeProposal proposal, ChangePolicy? policy)
    {
        if (policy?.Risk is not { } risk || (proposal.Answers.ByQuestion.IsEmpty && proposal.Risk.Length > 0) || (proposal.Answers.ByQuestion.IsEmpty && proposal.Template.Length > 0))
        {
            if (policy is not null && proposal.Judged(policy) is null)
            {
                errors["risk"] = "Choose how badly it can go.";
            }

            return;
        }

        foreach (var question in risk.Questions.Where(question => proposal.Answers.Answer(question) is null))
        {
            errors[FieldOf(question)] = "Choose the answer that fits best.";
        }
    }

    /// <summary>The field of a form in which a question about risk is answered.</summary>
    public static string FieldOf(RiskQuestion question) => $"risk-{question.Key}";

    private static void Text(Dictionary<string, Phrase> errors, string field, string text, int longest, string? empty)
    {
        if (text.Trim().Length == 0 && empty is not null)
        {
            errors[field] = empty;
        }
        else if (text.Trim().Length > longest)
        {
            errors[field] = $"Shorten it to {longest} characters ({text.Trim().Length} now).";
        }
    }

    private static void Window(Dictionary<string, Phrase> errors, ChangeProposal proposal, DateTimeOffset earliest)
    {
        var start = ProposedTime.Read(proposal.StartDate, proposal.StartTime, proposal.TimeZone, out var wrongStart);
        var end = ProposedTime.Read(proposal.EndDate, proposal.EndTime, proposal.TimeZone, out var wrongEnd);
        if (start is null)
        {
            errors["start"] = wrongStart!;
        }
        else if (start < earliest)
        {
            errors["start"] = "That time has passed.";
        }

        if (end is null)
        {
            errors["end"] = wrongEnd!;
        }
        else if (start is not null && end <= start)
        {
            errors["end"] = "It has to end after it starts.";
        }
        else if (start is not null && end - start > LongestWindow)
        {
            errors["end"] = $"A window has at most {LongestWindow.Days} days; plan the rest as changes of their own.";
        }
    }
}

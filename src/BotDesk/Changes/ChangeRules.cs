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
        Text(errors, "title", proposal.Title, LongestTitle, Phrase.Of("changes.wrong.title"));
        Text(errors, "description", proposal.Description, LongestDescription, Phrase.Of("changes.wrong.description"));
        var isEmergency = proposal.Type == ChangeType.Emergency;
        Text(errors, "why", proposal.Why, LongestText, isEmergency ? null : Phrase.Of("changes.wrong.why"));
        var needsTest = !isEmergency && (policy.Changes is null || proposal.Judged(policy.Changes)?.Level is not ChangeRisk.Low);
        Text(errors, "testPlan", proposal.TestPlan, LongestPlan, needsTest ? Phrase.Of("changes.wrong.testPlan") : null);
        Text(errors, "rollBack", proposal.RollBack, LongestText, isEmergency ? null : Phrase.Of("changes.wrong.rollBack"));
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
            errors["services"] = Phrase.Of("changes.wrong.services");
        }
        else if (proposal.ServiceKeys.Count > MostServices)
        {
            errors["services"] = Phrase.Of("changes.wrong.tooManyServices", new { most = MostServices });
        }

        var items = ChangeItems.Read(proposal.Items);
        if (items.Count > ChangeItems.Most || items.Any(item => item.Length > ChangeItems.LongestName))
        {
            errors["items"] = Phrase.Of("changes.wrong.items", new { most = ChangeItems.Most, longest = ChangeItems.LongestName });
        }

        if (proposal.Environment.Length > 0 && policy.Changes?.Environments.Any(each => each.Key == proposal.Environment) != true)
        {
            errors["environment"] = Phrase.Of("changes.wrong.environment");
        }

        if ((proposal.Type == ChangeType.Standard) != (policy.Changes?.FindTemplate(proposal.Template) is not null))
        {
            errors["type"] = Phrase.Of("changes.wrong.kind");
        }
    }

    private static void Risk(Dictionary<string, Phrase> errors, ChangeProposal proposal, ChangePolicy? policy)
    {
        if (policy?.Risk is not { } risk || (proposal.Answers.ByQuestion.IsEmpty && proposal.Risk.Length > 0) || (proposal.Answers.ByQuestion.IsEmpty && proposal.Template.Length > 0))
        {
            if (policy is not null && proposal.Judged(policy) is null)
            {
                errors["risk"] = Phrase.Of("changes.wrong.risk");
            }

            return;
        }

        foreach (var question in risk.Questions.Where(question => proposal.Answers.Answer(question) is null))
        {
            errors[FieldOf(question)] = Phrase.Of("changes.wrong.answer");
        }
    }

    /// <summary>The field of a form in which a question about risk is answered.</summary>
    public static string FieldOf(RiskQuestion question) => $"risk-{question.Key}";

    private static void Text(Dictionary<string, Phrase> errors, string field, string text, int longest, Phrase? empty)
    {
        if (text.Trim().Length == 0 && empty is not null)
        {
            errors[field] = empty;
        }
        else if (text.Trim().Length > longest)
        {
            errors[field] = Phrase.Of("changes.wrong.tooLong", new { most = longest, now = text.Trim().Length });
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
            errors["start"] = Phrase.Of("changes.wrong.past");
        }

        if (end is null)
        {
            errors["end"] = wrongEnd!;
        }
        else if (start is not null && end <= start)
        {
            errors["end"] = Phrase.Of("changes.wrong.endsFirst");
        }
        else if (start is not null && end - start > LongestWindow)
        {
            errors["end"] = Phrase.Of("changes.wrong.window", new { days = LongestWindow.Days });
        }
    }
}

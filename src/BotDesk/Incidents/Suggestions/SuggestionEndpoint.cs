using BotDesk.Access;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Incidents.Suggestions;

/// <summary>How well the fields of new incidents are suggested.</summary>
/// <param name="LearntAt">When this instance last learnt; null: not yet, or there are too few tickets.</param>
/// <param name="Tickets">From how many ended incidents, the newest.</param>
/// <param name="Least">How many of them a field needs before anything is measured.</param>
public sealed record SuggestionReport(DateTimeOffset? LearntAt, int Tickets, int Least, IReadOnlyList<FieldReport> Fields);

/// <summary>How well one field is suggested, measured on the newest tickets by what the older ones taught.</summary>
/// <param name="Field"><c>service</c>, <c>group</c> or <c>category</c>.</param>
/// <param name="Learnt">How many ended tickets have it.</param>
/// <param name="Measured">On how many of these it was measured.</param>
/// <param name="RuleAccuracy">For which share of these the rule had it right, 0 to 1; null where nothing was measured.</param>
/// <param name="ModelAccuracy">For which share what was learnt had it right, with the rule where it was not sure.</param>
/// <param name="Sure">For which share what was learnt was sure.</param>
/// <param name="Precision">And right in which share of these.</param>
/// <param name="Uses"><c>model</c> or <c>rule</c>: what people get.</param>
public sealed record FieldReport(string Field, int Learnt, int Measured, double? RuleAccuracy, double? ModelAccuracy, double? Sure, double? Precision, string Uses)
{
    internal FieldReport(FieldFigures figures)
        : this(
            figures.Name, figures.Learnt, figures.Measured, Share(figures.RuleRight, figures.Measured), Share(figures.ModelRight, figures.Measured),
            Share(figures.Sure, figures.Measured), Share(figures.SureRight, figures.Sure), figures.IsUsed ? "model" : "rule")
    {
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}

/// <summary><c>GET /api/incidents/suggestions</c>.</summary>
internal static class SuggestionEndpoint
{
    public static void MapSuggestions(this IEndpointRouteBuilder api) =>
        api.MapGet("/incidents/suggestions", Read).WithTags("Incidents").WithSummary("How well service, group and category of new incidents are suggested")
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead))
            .Answers(new SuggestionReport(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.Zero), 1840, LearntField.Fewest, [new FieldReport("service", 1622, 405, 0.6321, 0.8148, 0.7407, 0.9433, "model")]));

    private static Ok<SuggestionReport> Read(Suggester suggester)
    {
        var learnt = suggester.Learnt;
        return TypedResults.Ok(new SuggestionReport(learnt.At, learnt.Tickets, LearntField.Fewest, [new(learnt.Service.Figures), new(learnt.Group.Figures), new(learnt.Category.Figures)]));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Rest;

internal static class RefusalProblems
{
    /// <summary>The refusal as problem details (RFC 9457); what does not fit stands by field in <c>errors</c>.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal)
    {
        if (refusal is { Kind: RefusalKind.Invalid, Field: { } field })
        {
            var errors = (refusal.Fields ?? new Dictionary<string, string> { [field] = refusal.Message }).ToDictionary(each => each.Key, each => new[] { each.Value });
            return TypedResults.Problem(new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Detail = refusal.Message });
        }

        return TypedResults.Problem(refusal.Message, statusCode: refusal.Kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status409Conflict,
        });
    }
}

using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Rest;

internal static class RefusalProblems
{
    /// <summary>The refusal as problem details (RFC 9457), in the language that the request accepts; what does not fit stands by field in <c>errors</c>.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal)
    {
        if (refusal is { Kind: RefusalKind.Invalid, Field: { } field })
        {
            var errors = (refusal.Fields ?? new Dictionary<string, Phrase> { [field] = refusal.Message }).ToDictionary(each => each.Key, each => new[] { each.Value.ToString() });
            return TypedResults.Problem(new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Detail = refusal.Message.ToString() });
        }

        return TypedResults.Problem(refusal.Message.ToString(), statusCode: refusal.Kind.HttpStatus());
    }
}

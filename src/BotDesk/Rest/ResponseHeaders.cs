using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace BotDesk.Rest;

/// <summary>Says in headers what an answer is: its version as <c>ETag</c>, where the list goes on as <c>Link</c> (RFC 8288).</summary>
internal sealed class ResponseHeaders : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        switch (Value(result))
        {
            case IPage { Next: { } cursor }:
                http.Response.Headers.Link = $"<{Next(http.Request, cursor)}>; rel=\"next\"";
                break;
            case IVersioned { Version: var version }:
                http.Response.Headers.ETag = EntityTags.Of(version);
                break;
        }

        return result;
    }

    private static object? Value(object? result) => result switch
    {
        INestedHttpResult nested => Value(nested.Result),
        IValueHttpResult value => value.Value,
        _ => null,
    };

    private static string Next(HttpRequest request, string cursor)
    {
        var rest = QueryHelpers.ParseQuery(request.QueryString.Value);
        rest[Cursor.Parameter] = cursor;
        return UriHelper.BuildRelative(request.PathBase, request.Path, QueryString.Create(rest));
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Rest;

/// <summary>Refuses a query parameter that the endpoint does not have: a slip in a filter's name would otherwise answer with everything.</summary>
internal static class KnownParameters
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var known = context.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return invocation => invocation.HttpContext.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? ValueTask.FromResult<object?>(Refusal.Invalid(Shown(unknown), $"There is no parameter '{Shown(unknown)}' here.{(known.Count == 0 ? "" : $" There are: {string.Join(", ", known.Select(Camel))}.")}").ToProblem())
            : next(invocation);
    }

    private static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is not null ? parameter.ParameterType.GetProperties().Select(property => property.Name)
        : parameter.GetCustomAttribute<FromQueryAttribute>()?.Name is { } name ? [name]
        : IsPlain(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) ? [parameter.Name!] : [];

    private static bool IsPlain(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(DateTimeOffset) || type == typeof(DateOnly);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Shown(string name) => name.Length > 60 ? name[..60] + "…" : name;
}

namespace BotDesk.Rest;

/// <summary>What the OpenAPI document tells of an operation beyond its types. Examples are of the demo company, where they can be tried.</summary>
internal static class ApiExamples
{
    /// <summary>An example of the body.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, object example) => route.WithMetadata(new BodyExample(example));

    /// <summary>An example of the answer when all goes well.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, object example) => route.WithMetadata(new AnswerExample(example));

    /// <summary>An example of a parameter in the path or the query, and what it is for.</summary>
    public static RouteHandlerBuilder With(this RouteHandlerBuilder route, string parameter, object example, string? meaning = null) => route.WithMetadata(new ParameterExample(parameter, example, meaning));

    /// <summary>It changes something through <see cref="ApiWriter"/>, so that an <c>Idempotency-Key</c> makes it happen once.</summary>
    public static TBuilder HappensOnce<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new OnceMark());

    /// <summary>It looks at <see cref="IfMatch"/>.</summary>
    /// <param name="required">Whether it refuses to work without one.</param>
    public static TBuilder ChecksVersion<TBuilder>(this TBuilder route, bool required = false) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new VersionMark(required));
}

internal sealed record BodyExample(object Value);

internal sealed record AnswerExample(object Value);

internal sealed record ParameterExample(string Name, object Value, string? Meaning);

internal sealed record OnceMark;

internal sealed record VersionMark(bool IsRequired);

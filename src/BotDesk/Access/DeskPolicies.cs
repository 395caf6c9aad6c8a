using BotDesk.People;
using Microsoft.AspNetCore.Authorization;

namespace BotDesk.Access;

/// <summary>Who may use which door, as authorization policies. A door without one has <see cref="Visitor"/>.</summary>
public static class DeskPolicies
{
    /// <summary>Somebody whom the desk knows as a person; in Development also anybody on this machine who has not chosen yet whom to be.</summary>
    public const string Visitor = "visitor";

    /// <summary>Somebody whom the desk knows as a person: the chat page.</summary>
    public const string Person = "person";

    /// <summary>Agents and managers: the console.</summary>
    public const string Console = "console";

    /// <summary>A caller of the REST API, by an API key with any scope; in Development also a program on this machine without one.</summary>
    public const string Api = "api";

    /// <summary>A caller of the REST API whose key has this scope (<see cref="ApiScope"/>).</summary>
    public static string ApiWith(string scope) => $"{Api}:{scope}";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Visitor, policy => policy.AddRequirements(new VisitorRequirement()));
        options.AddPolicy(Person, policy => policy.AddRequirements(new PersonRequirement(Phrase.Of("access.signedIn"), _ => true)));
        options.AddPolicy(Console, policy => policy.AddRequirements(new PersonRequirement(Phrase.Of("access.console"), person => person.MaySeeConsole)));
        options.AddPolicy(Api, policy => policy.AddAuthenticationSchemes(ApiKeyScheme.Name).AddRequirements(new ApiRequirement(Scope: null)));
        foreach (var scope in ApiScope.All)
        {
            options.AddPolicy(ApiWith(scope), policy => policy.AddAuthenticationSchemes(ApiKeyScheme.Name).AddRequirements(new ApiRequirement(scope)));
        }

        // A door that somebody forgot to think about is closed, and so is what is no door at all. A key is looked at, too, so that a
        // program that asked wrongly reads how, and not that it should sign in.
        options.DefaultPolicy = options.GetPolicy(Person)!;
        options.FallbackPolicy = new AuthorizationPolicy([new VisitorRequirement()], [PersonScheme.Name, ApiKeyScheme.Name]);
    }
}

internal sealed record VisitorRequirement : IAuthorizationRequirement;

/// <param name="Refusal">What somebody is told who is known, and still not let in.</param>
internal sealed record PersonRequirement(Phrase Refusal, Func<Person, bool> May) : IAuthorizationRequirement;

/// <param name="Scope">Null: any.</param>
internal sealed record ApiRequirement(string? Scope) : IAuthorizationRequirement;

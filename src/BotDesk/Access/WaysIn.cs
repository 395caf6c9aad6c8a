using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;

namespace BotDesk.Access;

/// <summary>Whether anybody at all could prove who they are, looked at before the start: a desk that trusts strangers must not run.</summary>
internal static class WaysIn
{
    /// <returns>Why the desk must not start, each with the setting's name and how to mend it; empty when it may.</returns>
    public static IReadOnlyList<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        var openId = configuration.GetSection(OpenIdSettings.Section).Get<OpenIdSettings>() ?? new OpenIdSettings();
        var keys = new ApiKeys(configuration);
        List<string> problems = [.. openId.Problems(), .. keys.Problems];
        if (environment.IsDevelopment())
        {
            return problems;
        }

        string[] trusting =
        [
            $"Channels:BotFramework:{nameof(BotFrameworkOptions.AllowUnauthenticatedLocalCallers)}",
            $"Channels:WebChat:{nameof(DirectLineOptions.AllowUnauthenticatedLocalCallers)}",
        ];
        problems.AddRange(trusting.Where(setting => configuration.GetValue<bool>(setting))
            .Select(setting => $"{setting} turns authentication off, which is for Development only; the environment is {environment.EnvironmentName}. Leave it out."));

        var anyone = openId.IsConfigured || keys.IsConfigured
            || !string.IsNullOrWhiteSpace(configuration[$"Channels:BotFramework:{nameof(BotFrameworkOptions.AppId)}"])
            || !string.IsNullOrWhiteSpace(configuration["Channels:Slack:SigningSecret"])
            || configuration.GetSection($"Channels:WebChat:{nameof(DirectLineOptions.Secrets)}").GetChildren().Any();
        if (!anyone)
        {
            problems.Add(
                $"""
                Nobody could prove who they are: the environment is {environment.EnvironmentName}, and no way to authenticate is configured. Set at least one:
                  {OpenIdSettings.Section}:Authority, {OpenIdSettings.Section}:ClientId, {OpenIdSettings.Section}:ClientSecret   people sign in with OpenID Connect (Entra ID or any provider)
                  Channels:BotFramework:AppId, Channels:BotFramework:AppPassword, Channels:BotFramework:TenantId   Teams and the other channels of Azure Bot Service
                  Channels:Slack:BotToken, Channels:Slack:SigningSecret   a Slack app
                  {ApiKeys.Section}:0:Name, {ApiKeys.Section}:0:Hash, {ApiKeys.Section}:0:Scopes   programs call the REST API ('botdesk api-key create' makes a key)
                  Channels:WebChat:Secrets:0   another application embeds the web chat
                To try the desk on this machine, start it with ASPNETCORE_ENVIRONMENT=Development.
                """);
        }

        return problems;
    }
}

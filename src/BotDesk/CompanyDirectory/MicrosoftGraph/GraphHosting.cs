using Microsoft.Extensions.Options;

namespace BotDesk.CompanyDirectory.MicrosoftGraph;

/// <summary>Puts Microsoft Graph into the application.</summary>
internal static class GraphHosting
{
    public static IServiceCollection AddMicrosoftGraph(this IServiceCollection services)
    {
        services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsCheck>();
        services.AddScoped<PeopleImportDesk>();
        services.AddSingleton<GraphUsers>().AddSingleton<GraphSync>();
        return services.AddHostedService(provider => provider.GetRequiredService<GraphSync>());
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>Puts the optional language model into the application.</summary>
internal static class LanguageModelHosting
{
    public static IServiceCollection AddLanguageModel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LanguageModelOptions>().Bind(configuration.GetSection(LanguageModelOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LanguageModelOptions>, LanguageModelOptionsCheck>();
        services.AddSingleton<NamesOfPeople>().AddSingleton<LanguageModel>();
        if (!string.IsNullOrWhiteSpace(configuration[$"{LanguageModelOptions.Section}:{nameof(LanguageModelOptions.Endpoint)}"]))
        {
            // A redirection would take the key and what people wrote elsewhere.
            services.AddSingleton<IChatClient>(provider => new OpenAiChatClient(
                new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan },
                provider.GetRequiredService<IOptions<LanguageModelOptions>>().Value));
        }

        return services;
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Data;

/// <summary>Puts the database, its writer, the inbox and the outbox into the application.</summary>
internal static class DataHosting
{
    public static IServiceCollection AddDeskData(this IServiceCollection services)
    {
        services.AddSingleton<DeskDatabase>();
        services.AddPooledDbContextFactory<DeskDb>((provider, builder) =>
        {
            provider.GetRequiredService<DeskDatabase>().Configure(builder);
            builder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
        services.AddScoped<ScopedDeskDb>();
        services.AddScoped(provider => provider.GetRequiredService<ScopedDeskDb>().Take());
        services.AddSingleton<Migrator>();
        services.AddSingleton<SqliteLane>();
        services.AddSingleton<PostgresLane>();
        services.AddSingleton<IWriteLane>(provider => provider.GetRequiredService<DeskDatabase>().IsSqlite
            ? provider.GetRequiredService<SqliteLane>()
            : provider.GetRequiredService<PostgresLane>());
        services.AddSingleton<DeskWriter>();
        services.AddScoped<Inbox>();
        services.AddScoped<Outbox>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddDataProtection().SetApplicationName("BotDesk");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<IDbContextFactory<DeskDb>>(), provider.GetRequiredService<DeskWriter>())));
        return services;
    }

    /// <summary>Opens the database: the schema is of this version and the writer runs. Before anything that uses it.</summary>
    /// <exception cref="DatabaseUnusableException">It cannot be used.</exception>
    public static async Task OpenDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        string? description = null;
        try
        {
            var database = services.GetRequiredService<DeskDatabase>();
            description = database.Description;
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            if (database.IsSqlite)
            {
                await services.GetRequiredService<SqliteLane>().StartAsync(cancellationToken);
            }
        }
        catch (Exception error) when (DatabaseUnusableException.From(error, description) is { } unusable)
        {
            throw unusable;
        }
    }
}

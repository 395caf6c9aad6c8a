using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using BotDesk.Protocol;

namespace BotDesk.Rest;

/// <summary>Settings of the REST interface.</summary>
public sealed class RestOptions
{
    public const string Section = "Api";

    /// <summary>How many requests a minute each API key, and each address without one, may make of an instance; up to a quarter of a minute's at once.</summary>
    /// <value>The default is 1200.</value>
    [Range(4, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1200;
}

/// <summary>Keeps one program from using up what is there for all: each key has its own allowance. Who asks too often is told when to go on.</summary>
/// <remarks>
/// The limiter is the framework's. Its middleware is not: that never ends the limiter, whose timer then keeps everything that it was made from.
/// </remarks>
internal static class RateLimits
{
    private const int RefillsPerMinute = 60;
    private const int BurstsPerMinute = 4;

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RestOptions>().BindConfiguration(RestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.User.Identity is { IsAuthenticated: true, Name: { } name } ? RateLimitPartition.GetTokenBucketLimiter(name, _ => Allowance(provider))
            : LocalCaller.IsLocal(context) ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter($" {context.Connection.RemoteIpAddress}", _ => Allowance(provider))));
    }

    public static void UseRateLimits(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RateLimited>() is null)
            {
                await next(context);
                return;
            }

            using var lease = await limiter.AcquireAsync(context, cancellationToken: context.RequestAborted);
            await (lease.IsAcquired ? next(context) : RefuseAsync(context, lease));
        });
    }

    private static TokenBucketRateLimiterOptions Allowance(IServiceProvider services)
    {
        var perMinute = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<RestOptions>>().Value.RequestsPerMinute;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, perMinute / BurstsPerMinute),
            TokensPerPeriod = Math.Max(1, perMinute / RefillsPerMinute),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Math.Min(perMinute, RefillsPerMinute),
        };
    }

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(Math.Max(1, after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem($"You ask too often. Go on in {seconds} s.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }
}

/// <summary>Of an endpoint: whoever calls it has an allowance.</summary>
internal sealed class RateLimited;

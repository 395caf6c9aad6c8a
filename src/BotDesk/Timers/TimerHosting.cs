namespace BotDesk.Timers;

/// <summary>Puts timers into the application.</summary>
internal static class TimerHosting
{
    public static IServiceCollection AddTimers(this IServiceCollection services) => services.AddSingleton<TimerKeeper>().AddScoped<DeskTimers>();

    /// <param name="kind">What the timers that it handles are called: practice and deed, <c>tickets.close</c>.</param>
    public static IServiceCollection AddTimer<THandler>(this IServiceCollection services, string kind) where THandler : class, ITimerHandler =>
        services.AddKeyedScoped<ITimerHandler, THandler>(kind);

    /// <summary>What happens again and again by itself.</summary>
    public static IServiceCollection AddTimer<THandler>(this IServiceCollection services, string kind, TimeSpan every) where THandler : class, ITimerHandler =>
        services.AddTimer<THandler>(kind).AddSingleton(new Recurrence(kind, every));
}

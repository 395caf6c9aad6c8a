using BotDesk.Conversation;

namespace BotDesk.Tickets.Chat;

/// <summary>Puts into the application what tickets have to do with messages of channels.</summary>
internal static class TicketMessageHosting
{
    public static IServiceCollection AddTicketMessages(this IServiceCollection services)
    {
        services.AddScoped<IMessageFollower, ThreadFollower>();
        services.AddKeyedScoped<ISharedSearch, SharedTickets>(SharedTickets.Name);
        return services.AddKeyedScoped<IReaction, TakeByReaction>(TakeByReaction.Emoji).AddKeyedScoped<IReaction, SolveByReaction>(SolveByReaction.Emoji);
    }
}

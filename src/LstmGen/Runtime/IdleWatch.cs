namespace LstmGen.Runtime;

/// <summary>A store of things that can be made again.</summary>
internal interface IIdleStore
{
    /// <summary>Lets go of what was given back before a time and has not been rented since.</summary>
    /// <param name="since">As of <see cref="Environment.TickCount64"/>.</param>
    void DropIdle(long since);
}

/// <summary>Asks a store, after collections, to let go of what has been idle for some time. It keeps no store alive.</summary>
internal sealed class IdleWatch
{
    /// <summary>Long enough that who trains or predicts every few seconds never allocates.</summary>
    public const int IdleMilliseconds = 30_000;

    private readonly WeakReference<IIdleStore> _store;

    private IdleWatch(IIdleStore store) => _store = new WeakReference<IIdleStore>(store);

    // Collected at once, and again with every collection of the generation it has come to.
    ~IdleWatch()
    {
        if (_store.TryGetTarget(out IIdleStore? store))
        {
            store.DropIdle(Environment.TickCount64 - IdleMilliseconds);
            GC.ReRegisterForFinalize(this);
        }
    }

    /// <summary>Watches a store from now on.</summary>
    public static void Begin(IIdleStore store) => _ = new IdleWatch(store);
}

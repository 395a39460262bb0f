using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// The training scratch of all models of one class: each call that trains or evaluates rents an engine, so that there are as many as calls at once, and a model that
/// is not being trained owns none.
/// </summary>
internal sealed class EnginePool(ModelKernels kernels) : IIdleStore
{
    private readonly Lock _gate = new();
    private (TrainingEngine? Engine, long Returned)[] _free = new (TrainingEngine?, long)[4];
    private int _count;
    private bool _watched;

    /// <summary>Engines that nobody uses.</summary>
    internal int Idle => _count;

    /// <summary>An engine for one call on a model.</summary>
    public TrainingEngine Rent(SequenceModel model)
    {
        TrainingEngine? engine = null;
        using (_gate.EnterScope())
        {
            if (_count > 0)
            {
                engine = _free[--_count].Engine;
                _free[_count] = default;
            }
            else if (!_watched)
            {
                _watched = true;
                IdleWatch.Begin(this);
            }
        }

        engine ??= new TrainingEngine(kernels);
        engine.Attach(model);
        return engine;
    }

    /// <summary>Gives it back; it forgets the model.</summary>
    public void Return(TrainingEngine engine)
    {
        engine.Detach();
        using Lock.Scope gate = _gate.EnterScope();
        if (_count == _free.Length) Array.Resize(ref _free, 2 * _count);
        _free[_count++] = (engine, Environment.TickCount64);
    }

    /// <inheritdoc/>
    public void DropIdle(long since)
    {
        using Lock.Scope gate = _gate.EnterScope();

        // The last that came goes out first, so that those idle longest lie at the beginning.
        int idle = 0;
        while (idle < _count && _free[idle].Returned < since) idle++;
        if (idle == 0) return;
        Array.Copy(_free, idle, _free, 0, _count - idle);
        Array.Clear(_free, _count - idle, idle);
        _count -= idle;
    }
}

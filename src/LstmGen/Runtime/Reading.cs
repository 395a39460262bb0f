using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Runtime;

/// <summary>
/// One look at a model's weights, scaler and layout, from the beginning of a call to its end. The call is repeated where they were replaced or trained in
/// between, so that it never answers from a mixture: <c>using Reading reading = BeginReading(); while (reading.Next()) { … }</c>.
/// </summary>
/// <remarks>
/// It costs two reads of one number. A call that was disturbed <see cref="MostDisturbances"/> times keeps writers waiting while it runs once more, so that no call repeats for ever.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Reading
{
    private const int MostDisturbances = 3;
    private readonly WeightVersion _version;
    private int _seen;
    private int _attempts;
    private bool _locked;

    internal Reading(WeightVersion version) => _version = version;

    /// <summary>Whether the body runs for a second time or more: what it has changed in the caller's memory is to be put back first.</summary>
    public readonly bool IsRepeated => _attempts > 1;

    /// <summary>Begins, and after the body says whether it has to run again.</summary>
    /// <returns>True to run the body; false when it ran undisturbed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (_attempts == 0)
        {
            _attempts = 1;
            _seen = Volatile.Read(ref _version.Value);
            if ((_seen & 1) != 0) AwaitWriter();
            return true;
        }

        // Nothing that the body read may be read after the version.
        Volatile.ReadBarrier();
        if (_version.Value == _seen) return false;
        BeginAgain();
        return true;
    }

    /// <summary>Lets writers go on, where they had to wait.</summary>
    public void Dispose()
    {
        if (_locked) Leave();
    }

    private void Leave()
    {
        _locked = false;
        _version.Gate.Exit();
    }

    private void AwaitWriter()
    {
        using (_version.Gate.EnterScope()) _seen = _version.Value;
    }

    private void BeginAgain()
    {
        if (++_attempts <= MostDisturbances)
        {
            AwaitWriter();
            return;
        }

        _version.Gate.Enter();
        _locked = true;
        _seen = _version.Value;
    }
}

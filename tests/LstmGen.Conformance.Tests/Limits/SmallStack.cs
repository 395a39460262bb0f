using System.Runtime.ExceptionServices;

namespace LstmGen.Conformance.Limits;

/// <summary>Runs something on a thread with 256 KiB of stack.</summary>
internal static class SmallStack
{
    public const int Bytes = 256 * 1024;

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            Bytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}

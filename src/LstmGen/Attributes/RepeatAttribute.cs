namespace LstmGen;

/// <summary>
/// Turns one vector into a sequence of equal steps, so that a recurrent layer can unfold it again: the decoder of an autoencoder starts with it.
/// All of its steps are valid, whatever the length of the window.
/// </summary>
/// <param name="times">Steps, 1 to 100,000.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RepeatAttribute(int times = 0) : LayerAttribute
{
    /// <summary>Steps.</summary>
    public int Times { get; set; } = times;
}

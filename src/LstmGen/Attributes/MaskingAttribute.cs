namespace LstmGen;

/// <summary>
/// Makes a value the padding of plain windows, as Keras' Masking does: the steps at the end of a window whose values are all equal to it are no steps, as if the window's length had been given.
/// The first layer of a model, without parameters.
/// </summary>
/// <remarks>
/// Padding comes at the end. A step of padding before another step is refused where a window is given: Keras would skip it, keep the state and repeat the last output there. A window of padding
/// alone is one step. A scaler would change the padding, so that the model has <see cref="Scaling.None"/>. Token ids have <see cref="EmbeddingAttribute.MaskZero"/> instead.
/// </remarks>
/// <param name="value">A finite number. The default is 0, as in Keras.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaskingAttribute(double value = 0) : LayerAttribute
{
    /// <summary>What every value of a step of padding is; rounded to single precision.</summary>
    public double Value { get; set; } = value;
}

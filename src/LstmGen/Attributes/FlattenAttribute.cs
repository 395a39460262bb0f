namespace LstmGen;

/// <summary>
/// Makes plain values of images, or one vector of a sequence. Where images come in, each step becomes height·width·channels values, line by line, point by point, channel by channel, at no
/// cost. Where a sequence comes in, its steps are laid side by side: y[t·width + i] = x[t, i], steps·width values, as Keras' Flatten does behind a Conv1D.
/// </summary>
/// <remarks>
/// The layers before it pass on their sequences: behind <c>[Lstm]</c> it takes the steps, as Keras' <c>return_sequences=True</c> gives them. Of a window that is shorter than LookBack the
/// steps past its length count as zeros. It has no parameters.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;

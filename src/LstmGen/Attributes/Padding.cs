namespace LstmGen;

/// <summary>What a convolution reads where its kernel reaches past the ends of its input: zeros, or nothing because it stays inside. A pool counts nothing there.</summary>
public enum Padding
{
    /// <summary>No padding: the kernel stays inside, and the output is shorter by what the kernel reaches over.</summary>
    Valid,

    /// <summary>
    /// Zeros on both sides: half of Dilation·(kernel − 1) before the input, rounded down, and the rest behind. With a stride of 1 the output is as
    /// long as the input. It is PyTorch's symmetric padding; with a larger stride Keras pads as little as the length allows, which moves the
    /// kernel by some steps: <see cref="KerasSame"/>.
    /// </summary>
    Same,

    /// <summary>Zeros before the input alone: a step sees nothing later than itself.</summary>
    Causal,

    /// <summary>
    /// <c>same</c> as Keras and TensorFlow have it with a stride (<c>SAME_UPPER</c> of ONNX): of n steps or points ⌈n/Stride⌉ come out, and only as many zeros are added as that takes, p =
    /// max((⌈n/Stride⌉ − 1)·Stride + Dilation·(kernel − 1) + 1 − n, 0), ⌊p/2⌋ of them before the input. With a stride of 1 it is <see cref="Same"/>. n is the length of the window.
    /// </summary>
    KerasSame,
}

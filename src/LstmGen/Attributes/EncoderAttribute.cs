namespace LstmGen;

/// <summary>
/// Opens a model that reads one sequence and writes another: the layers below it, up to [Decoder], read the source. It stands at the top, above every other layer.
/// </summary>
/// <remarks>
/// The encoder is made of ordinary layers. Its last states become the first states of the decoder's LSTMs, and where the decoder has [Attention], it looks
/// at every step of what the encoder passes on. See <see cref="DecoderAttribute"/> for a whole model.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EncoderAttribute : LayerAttribute;

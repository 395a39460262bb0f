namespace MovingShapes;

/// <summary>What a shape does: the classes, in the order of the model's outputs.</summary>
internal enum Movement
{
    Left,
    Right,
    Up,
    Down,
    Rotating,
}

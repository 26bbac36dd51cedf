category-concealed_works = 墙内、地下管线
revisit-still_at_work = 谢谢您告诉我们。这件事还在处理，我们已把您的话转给负责的同事。
